package dev.kprov.result;

import dev.kprov.plan.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What became of an operator's wish for a user.
 *
 * @param entry the user as they are now
 * @param reasons why a certificate was issued; none where the one that exists is good
 * @param warnings what to know of the new certificate
 * @param journal the line that was written to the journal; empty where nothing was
 * @param files where the user's files were written outside the store, in the order of writing
 */
public record UserAdded(
    UserEntry entry,
    List<String> reasons,
    List<Finding> warnings,
    Optional<JournalHead> journal,
    List<Path> files) {

  /** Whether the store's kubeconfig of the user was written. */
  public boolean kubeconfigMade() {
    return journal.isPresent();
  }

  public UserAdded {
    reasons = List.copyOf(reasons);
    warnings = List.copyOf(warnings);
    files = List.copyOf(files);
  }
}
