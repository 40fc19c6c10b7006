package dev.kprov.ssh;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The one key that the inventory allows for a host.
 *
 * @param fingerprint {@code SHA256:} and base64, with or without padding
 * @param rules what every key must keep to, this one too
 */
record PinnedKey(String fingerprint, KeyRules rules) implements HostTrust {

  PinnedKey {
    fingerprint = fingerprint.replaceAll("=+$", "");
  }

  @Override
  public Verdict judge(Endpoint server, HostKey offered, Instant now) {
    Optional<Verdict> against = rules.against(offered, HostCertificate.of(offered));
    if (against.isPresent()) {
      return against.get();
    }
    return offered.fingerprint().equals(fingerprint)
        ? new Verdict.Trusted("hostKey in the inventory")
        : new Verdict.Changed(List.of(fingerprint));
  }
}
