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

  /** One key; its fingerprint stands with its type, as {@code SHA256:… (ssh-ed25519)}. */
  public sealed interface Key {

    /** Nothing speaks against it. */
    record New(String fingerprint) implements Key {}

    /** It is the host's key. */
    record Trusted(String fingerprint) implements Key {}

    /** The host is known by another key, or this one is revoked. */
    record Refused(String cause, Optional<String> remedy) implements Key {}
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
