package dev.kprov.ssh;

import dev.kprov.wire.RemoteFailure;
import java.util.Optional;

/** An attempt to connect that failed in a way after which another attempt may make sense. */
final class Setback extends Exception {

  private static final long serialVersionUID = 1L;

  private enum Kind {
    DROPPED_EARLY,
    UNTRUSTED,
    UNSIGNED,
    ASKING
  }

  private final Kind kind;
  private final transient Optional<HostKey> shown;
  private final transient Optional<Wish> wish;
  private final transient RemoteFailure failure;

  /**
   * What another attempt takes.
   *
   * @param need what the operator must say
   * @param offer what the server has not refused yet
   */
  record Wish(Need need, Offer offer) {}

  private Setback(Kind kind, Optional<HostKey> shown, RemoteFailure failure) {
    this(kind, shown, Optional.empty(), failure);
  }

  private Setback(Kind kind, Optional<HostKey> shown, Optional<Wish> wish, RemoteFailure failure) {
    super(failure);
    this.kind = kind;
    this.shown = shown;
    this.wish = wish;
    this.failure = failure;
  }

  /** The server hung up before it greeted, as an sshd does that has too many logins at once. */
  static Setback droppedEarly(RemoteFailure failure) {
    return new Setback(Kind.DROPPED_EARLY, Optional.empty(), failure);
  }

  /** The server showed a key that is not trusted. */
  static Setback untrusted(HostKey shown, RemoteFailure failure) {
    return new Setback(Kind.UNTRUSTED, Optional.of(shown), failure);
  }

  /** The agent holds the key and does not sign with it; a file holds it as well. */
  static Setback unsigned(RemoteFailure failure) {
    return new Setback(Kind.UNSIGNED, Optional.empty(), failure);
  }

  /** The server asks the operator for something. */
  static Setback asking(Wish wish, RemoteFailure failure) {
    return new Setback(Kind.ASKING, Optional.empty(), Optional.of(wish), failure);
  }

  boolean isDroppedEarly() {
    return kind == Kind.DROPPED_EARLY;
  }

  boolean isUnsigned() {
    return kind == Kind.UNSIGNED;
  }

  /** What the server asks for, where that is what ended the attempt. */
  Optional<Wish> wish() {
    return wish;
  }

  /** The key that is not trusted, where that is what went wrong. */
  Optional<HostKey> shown() {
    return shown;
  }

  /** What to say where there is no other attempt. */
  RemoteFailure failure() {
    return failure;
  }
}
