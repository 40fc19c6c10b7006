package dev.kprov.ssh;

import dev.kprov.wire.RemoteFailure;

/** An attempt to connect that failed in a way after which another attempt may make sense. */
final class Setback extends Exception {

  private static final long serialVersionUID = 1L;

  /** What came in the way. */
  enum Kind {
    /** The server hung up before it greeted, as an sshd does that has too many logins at once. */
    DROPPED_EARLY,
    /** The server showed a key that is not trusted. */
    HOST_KEY,
    /** The server has no host key of the types that it was asked for. */
    NO_SUCH_HOST_KEY
  }

  private final Kind kind;
  private final transient RemoteFailure failure;

  Setback(Kind kind, RemoteFailure failure) {
    super(failure);
    this.kind = kind;
    this.failure = failure;
  }

  Kind kind() {
    return kind;
  }

  /** What to say where there is no other attempt. */
  RemoteFailure failure() {
    return failure;
  }
}
