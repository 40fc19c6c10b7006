package dev.kprov.result;

import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.LedgerEntry;
import dev.kprov.pki.Subject;
import dev.kprov.plan.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What became of an authority that others make or sign.
 *
 * @param step what was to be done
 * @param journal the line that was written to the journal; empty where nothing was to be done
 * @param subject what it is called
 * @param certificate its certificate; empty where that was asked for
 * @param signers the subjects of those above it, up to the root
 * @param sealed whether its key is encrypted
 * @param file its request or its certificate, absolute
 * @param warnings what to know of it
 */
public record AuthorityDone(
    ItemId id,
    Step step,
    Optional<JournalHead> journal,
    Subject subject,
    Optional<CertificateInfo> certificate,
    List<Subject> signers,
    boolean sealed,
    Path file,
    List<Finding> warnings) {

  /** What an operator does with an authority of others. */
  public enum Step {
    REQUESTED("requested"),
    IMPORTED(LedgerEntry.IMPORTED),
    ACCEPTED(LedgerEntry.ACCEPTED);

    private final String word;

    Step(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** Whether the store was changed; where not, it was done before. */
  public boolean written() {
    return journal.isPresent();
  }

  /** The same, once it is done. */
  public AuthorityDone with(JournalHead head) {
    return new AuthorityDone(
        id, step, Optional.of(head), subject, certificate, signers, sealed, file, warnings);
  }

  public AuthorityDone {
    signers = List.copyOf(signers);
    warnings = List.copyOf(warnings);
  }
}
