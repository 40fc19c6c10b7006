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
 * @param keys in order
 * @param missing why other keys are not among them
 * @param locked the file that holds the same key as the agent does, and needs a passphrase: the way
 *     on where the agent does not sign
 * @param lack what to say where there is no key
 */
record Offer(
    List<Identity> keys,
    List<String> missing,
    Optional<Path> locked,
    Optional<RemoteFailure> lack) {

  /** Nothing, because no key is wanted. */
  static final Offer NOTHING = new Offer(List.of(), List.of(), Optional.empty(), Optional.empty());

  Offer(List<Identity> keys, List<String> missing, Optional<Path> locked) {
    this(keys, missing, locked, Optional.empty());
  }

  Offer {
    keys = List.copyOf(keys);
    missing = List.copyOf(missing);
  }

  /** The same with other keys. */
  Offer with(List<Identity> others) {
    return new Offer(others, missing, locked, lack);
  }

  /** No key, because there is none. */
  static Offer without(RemoteFailure lack) {
    return new Offer(List.of(), List.of(), Optional.empty(), Optional.of(lack));
  }

  /** The same where the operator limits by what to log in. */
  Offer within(AlgorithmChoice choice) {
    if (keys.isEmpty()
        || (choice.of(AlgorithmChoice.Option.LOGIN_KEYS).isEmpty() && choice.rsaBits().isEmpty())) {
      return this;
    }
    List<Identity> left = new ArrayList<>();
    List<String> out = new ArrayList<>(missing);
    for (Identity key : keys) {
      key.within(choice)
          .ifPresentOrElse(
              left::add, () -> out.add(key + ", which the SSH configuration does not allow"));
    }
    return left.isEmpty()
        ? without(
            new RemoteFailure(
                "no private key to log in with: " + String.join("; ", out),
                Optional.of("see PubkeyAcceptedAlgorithms and RequiredRSASize there")))
        : new Offer(left, out, locked);
  }

  static Offer of(Identity key) {
    return new Offer(List.of(key), List.of(), Optional.empty());
  }
}
