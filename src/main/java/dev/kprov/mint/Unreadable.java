package dev.kprov.mint;

/** Ends the reading of bad material within this room; at its border it becomes a value. */
final class Unreadable extends Exception {

  private static final long serialVersionUID = 1L;

  private final String cause;

  Unreadable(String cause) {
    super(cause);
    this.cause = cause;
  }

  String cause() {
    return cause;
  }

  <T> Reading<T> asValue() {
    return new Reading.Bad<>(cause);
  }
}
