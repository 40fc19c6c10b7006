package dev.kprov.ssh;

import dev.kprov.wire.RemoteFailure;
import java.nio.file.Path;

/** An attempt to connect that failed in a way after which another attempt may make sense. */
final class Setback extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Why why;
  private final transient RemoteFailure failure;

  /** What ended the attempt. */
  sealed interface Why {

    /** The server hung up before it greeted, as an sshd does that has too many logins at once. */
    record DroppedEarly() implements Why {}

    /** The server showed a key that is not trusted. */
    record Untrusted(HostKey shown) implements Why {}

    /** The agent holds the key and does not sign with it; the file holds it as well. */
    record Unsigned(Path file) implements Why {}

    /**
     * The server asks the operator for something.
     *
     * @param need what the operator must say
     * @param offer what the server has not refused yet
     */
    record Asking(Need need, Offer offer) implements Why {}
  }

  /**
   * An attempt that failed.
   *
   * @param failure what to say where there is no other attempt
   */
  Setback(Why why, RemoteFailure failure) {
    super(failure);
    this.why = why;
    this.failure = failure;
  }

  Why why() {
    return why;
  }

  /** What to say where there is no other attempt. */
  RemoteFailure failure() {
    return failure;
  }
}
