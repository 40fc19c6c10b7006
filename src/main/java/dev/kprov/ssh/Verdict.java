package dev.kprov.ssh;

import java.util.List;

/** What is thought of a host key that a server offers. */
sealed interface Verdict {

  /** It is the host's key. */
  record Trusted() implements Verdict {}

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

  /** Somebody has declared this key stolen or retired. */
  record Revoked() implements Verdict {}
}
