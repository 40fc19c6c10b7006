package dev.kprov.inventory;

import java.nio.file.Path;

/** Which ssh-agent signs for the operator. */
public sealed interface AgentChoice {

  /** The one that the environment names ({@code SSH_AUTH_SOCK}), if it names one. */
  record OfEnvironment() implements AgentChoice {}

  /** None, whatever the environment names. */
  record None() implements AgentChoice {}

  /**
   * Another one.
   *
   * @param socket where it listens
   */
  record At(Path socket) implements AgentChoice {}
}
