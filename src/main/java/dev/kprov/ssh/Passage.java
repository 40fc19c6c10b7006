package dev.kprov.ssh;

import dev.kprov.inventory.HostProof;
import dev.kprov.inventory.SshSettings;
import dev.kprov.state.ConnectionStep;
import dev.kprov.wire.RemoteFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What went well while a connection was made, told as it happened. */
sealed interface Passage {

  /** It is known how to reach the server, and nothing forbids it. */
  record Allowed(SshSettings ssh) implements Passage {}

  /** It is known who may vouch for the server. */
  record Trusting(HostTrust trust, HostProof proof) implements Passage {}

  /** There are keys to offer. */
  record Keyed(Offer offer) implements Passage {}

  /**
   * The jump host before the server was reached, or was not.
   *
   * @param how what is known of that; told only where somebody asks, as many hosts share it
   * @param failure why it was not reached
   */
  record Jumped(Endpoint jump, Recording how, Optional<RemoteFailure> failure) implements Passage {

    boolean reached() {
      return failure.isEmpty();
    }

    List<ConnectionStep> steps() {
      return how.steps(failure);
    }
  }

  /** All from here on is tried, for the first time or again. */
  record Attempted() implements Passage {}

  /** The server's name has addresses. */
  record Resolved(List<String> addresses) implements Passage {

    public Resolved {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * A connection was accepted.
   *
   * @param by the address that did, or the jump host that passes it on
   */
  record Accepted(String by, Duration after) implements Passage {}

  /** The server said that it speaks SSH, and by which software. */
  record Greeted(String software) implements Passage {}

  /** Both sides agreed on algorithms; on no MAC where the cipher needs none. */
  record Agreed(String keyExchange, String cipher, Optional<String> mac, String hostKey)
      implements Passage {}

  /**
   * The server's key is trusted.
   *
   * @param by who vouches for it
   */
  record Vouched(HostKey shown, String by) implements Passage {}

  /** One way to log in was tried in vain. */
  record Declined(String way) implements Passage {}

  /** The server let somebody in. */
  record Entered(String user, String way) implements Passage {}
}
