package dev.kprov.result;

import dev.kprov.inventory.Host;
import dev.kprov.state.Observation;
import java.util.List;
import java.util.Optional;

/**
 * The host keys that a host showed, for first trust.
 *
 * @param host the host
 * @param keys every key that it showed
 * @param unreached why it showed none
 */
public record HostKeys(Host host, List<Key> keys, Optional<Observation.Unreached> unreached) {

  public HostKeys {
    keys = List.copyOf(keys);
  }

  /** One key and what is thought of it. */
  public sealed interface Key {

    Fingerprint fingerprint();

    /** Nothing speaks against it. */
    record New(Fingerprint fingerprint) implements Key {}

    /** It is the host's key. */
    record Trusted(Fingerprint fingerprint) implements Key {}

    /** The host is known by another key, or this one is revoked. */
    record Refused(Fingerprint fingerprint, String cause, Optional<String> remedy) implements Key {}
  }

  /**
   * What tells a key from all others.
   *
   * @param type as SSH calls it: {@code ssh-ed25519}
   * @param hash as OpenSSH prints it: {@code SHA256:…}
   */
  public record Fingerprint(String type, String hash) {

    @Override
    public String toString() {
      return hash + " (" + type + ")";
    }
  }

  /** Whether there is a key to be accepted, and nothing that speaks against the host. */
  public boolean acceptable() {
    return sound() && keys.stream().anyMatch(Key.New.class::isInstance);
  }

  /** Whether the host was reached and showed no key that is refused. */
  public boolean sound() {
    return unreached.isEmpty() && keys.stream().noneMatch(Key.Refused.class::isInstance);
  }
}
