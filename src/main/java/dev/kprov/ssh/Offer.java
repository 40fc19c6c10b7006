package dev.kprov.ssh;

import dev.kprov.inventory.AlgorithmChoice;
import dev.kprov.wire.RemoteFailure;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /**
   * The same where the operator limits by what to log in.
   *
   * @throws RemoteFailure where no key is left
   */
  Offer within(AlgorithmChoice choice) throws RemoteFailure {
    List<Identity> left = new ArrayList<>();
    List<String> out = new ArrayList<>(missing);
    for (Identity key : keys) {
      key.within(choice)
          .ifPresentOrElse(
              left::add, () -> out.add(key + ", which the SSH configuration does not allow"));
    }
    if (left.isEmpty()) {
      throw new RemoteFailure(
          "no private key to log in with: " + String.join("; ", out),
          Optional.of("see PubkeyAcceptedAlgorithms and RequiredRSASize there"));
    }
    return new Offer(left, out, locked);
  }

  static Offer of(Identity key) {
    return new Offer(List.of(key), List.of(), Optional.empty());
  }
}
