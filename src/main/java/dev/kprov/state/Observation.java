package dev.kprov.state;

import java.util.Optional;

/** The result of looking at a host: what was seen, or why nothing was. */
public sealed interface Observation {

  /** The host answered. */
  record Reached(Observed seen) implements Observation {}

  /**
   * The host could not be looked at.
   *
   * @param cause what went wrong, without the host's name
   * @param hint what to do about it, if there is something
   */
  record Unreached(String cause, Optional<String> hint) implements Observation {}
}
