package dev.kprov.ssh;

import java.util.List;

/** What is thought of a host key that a server offers. */
sealed interface Verdict {

  /**
   * It is the host's key.
   *
   * @param by who vouches for it, in words: a line of a file, or the inventory
   */
  record Trusted(String by) implements Verdict {}

  /** Nothing is known of the host. */
  record Unknown() implements Verdict {}

  /**
   * The host is known by other keys.
   *
   * @param known what it was known by: fingerprints with their key types
   */
  record Changed(List<String> known) implements Verdict {

    public Changed {
      known = List.copyOf(known);
    }
  }

  /**
   * An authority is trusted, and what it signed for the host does not hold.
   *
   * @param flaw what is wrong with the certificate
   */
  record BadCertificate(String flaw) implements Verdict {}

  /**
   * Somebody has declared this key, or the authority behind it, stolen or retired.
   *
   * @param by where, as a sentence
   */
  record Revoked(String by) implements Verdict {}

  /**
   * It is an RSA key of fewer bits than the operator allows.
   *
   * @param least how many there must be
   */
  record TooShort(int least) implements Verdict {}
}
