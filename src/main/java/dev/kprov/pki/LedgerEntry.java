package dev.kprov.pki;

import dev.kprov.base.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One issuance: a line of the ledger.
 *
 * @param time when it was issued
 * @param item {@link ItemId#key} of what was issued
 * @param reason why: {@code never issued}, {@code names: + 10.0.0.9}, {@code recovered}
 * @param key SHA-256 of the public key (of the key itself for an encryption key)
 * @param certificate what was signed; empty for bare keys
 */
public record LedgerEntry(
    Instant time, String item, String reason, Sha256 key, Optional<Signed> certificate) {

  /** The reason of an authority that others made, key and all. */
  public static final String IMPORTED = "imported";

  /** The reason of an authority over whose key others signed. */
  public static final String ACCEPTED = "accepted";

  /** The reason of what a running cluster was found to have. */
  public static final String ADOPTED = "adopted";

  /** Whether others made what it is about, so that it need not be what the playbook says. */
  public boolean madeByOthers() {
    return takenAlone() || adopted();
  }

  /** Whether an authority was taken without those above it, which lie beside its file. */
  boolean takenAlone() {
    return reason.equals(IMPORTED) || reason.equals(ACCEPTED);
  }

  /** Whether it was taken over from a running cluster, as it is. */
  boolean adopted() {
    return reason.equals(ADOPTED);
  }

  /**
   * The certificate of an entry.
   *
   * @param serial in lower-case hex
   * @param subject as {@link Subject#toString} prints it
   * @param issuerKey SHA-256 of the signer's public key
   * @param fingerprint SHA-256 of the DER encoding
   */
  public record Signed(
      String serial,
      String subject,
      List<String> names,
      Instant notBefore,
      Instant notAfter,
      Sha256 issuerKey,
      Sha256 fingerprint) {

    public Signed {
      names = List.copyOf(names);
    }

    /** What the ledger remembers of a certificate whose signer is known. */
    public static Signed of(CertificateInfo info) {
      return new Signed(
          info.serial().toString(16),
          info.subject().toString(),
          info.names().all(),
          info.notBefore(),
          info.notAfter(),
          info.signer().orElseThrow(),
          info.fingerprint());
    }
  }
}
