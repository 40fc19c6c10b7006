package dev.kprov.ssh;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is offered to a server, so that it lets the operator in.
 *
 * @param keys in order; at least one
 * @param missing why other keys are not among them
 * @param locked the file that holds the same key as the agent does, and needs a passphrase: the way
 *     on where the agent does not sign
 */
record Offer(List<Identity> keys, List<String> missing, Optional<Path> locked) {

  Offer {
    keys = List.copyOf(keys);
    missing = List.copyOf(missing);
  }

  /** The same with other keys. */
  Offer with(List<Identity> others) {
    return new Offer(others, missing, locked);
  }

  static Offer of(Identity key) {
    return new Offer(List.of(key), List.of(), Optional.empty());
  }
}
