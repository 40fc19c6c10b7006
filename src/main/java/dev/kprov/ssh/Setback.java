package dev.kprov.ssh;

import dev.kprov.wire.RemoteFailure;
import java.util.Optional;

/** An attempt to connect that failed in a way after which another attempt may make sense. */
final class Setback extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Optional<HostKey> shown;
  private final transient RemoteFailure failure;

  private Setback(Optional<HostKey> shown, RemoteFailure failure) {
    super(failure);
    this.shown = shown;
    this.failure = failure;
  }

  /** The server hung up before it greeted, as an sshd does that has too many logins at once. */
  static Setback droppedEarly(RemoteFailure failure) {
    return new Setback(Optional.empty(), failure);
  }

  /** The server showed a key that is not trusted. */
  static Setback untrusted(HostKey shown, RemoteFailure failure) {
    return new Setback(Optional.of(shown), failure);
  }

  /** The key that is not trusted; nothing where the server hung up early. */
  Optional<HostKey> shown() {
    return shown;
  }

  /** What to say where there is no other attempt. */
  RemoteFailure failure() {
    return failure;
  }
}
