package dev.kprov.result;

import dev.kprov.plan.Finding;
import java.nio.file.Path;
import java.util.List;

/**
 * What became of an operator's wish for a user.
 *
 * @param entry the user as they are now
 * @param reasons why a certificate was issued; none where the one that exists is good
 * @param kubeconfigMade whether the store's kubeconfig of the user was written
 * @param warnings what to know of the new certificate
 * @param files where the user's files were written outside the store, in the order of writing
 */
public record UserAdded(
    UserEntry entry,
    List<String> reasons,
    boolean kubeconfigMade,
    List<Finding> warnings,
    List<Path> files) {

  public UserAdded {
    reasons = List.copyOf(reasons);
    warnings = List.copyOf(warnings);
    files = List.copyOf(files);
  }
}
