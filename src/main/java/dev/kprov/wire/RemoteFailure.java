package dev.kprov.wire;

import java.util.Objects;
import java.util.Optional;

/** Why nothing could be done on a host. A value in the end: it never stops other hosts. */
public final class RemoteFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Optional<String> hint;

  /**
   * @param message what went wrong: lower case, no full stop, no host name in front
   */
  public RemoteFailure(String message) {
    this(message, Optional.empty());
  }

  public RemoteFailure(String message, Optional<String> hint) {
    super(message);
    this.hint = hint;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** What to do about it, if there is something. */
  public Optional<String> hint() {
    return hint;
  }
}
