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
 * @param written whether the store was changed; where not, it was done before
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
    boolean written,
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

  public AuthorityDone {
    signers = List.copyOf(signers);
    warnings = List.copyOf(warnings);
  }
}
