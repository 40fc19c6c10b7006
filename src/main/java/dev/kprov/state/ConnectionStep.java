package dev.kprov.state;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One step on the way to a host that can be worked on, and what came of it.
 *
 * @param kind which one
 * @param server where it was made: the host's endpoint, or that of a jump host before it
 * @param end what came of it
 * @param text that in words, as they follow the step's name
 * @param details more of it, a line each
 * @param hint what to do about it, if there is something
 */
public record ConnectionStep(
    Kind kind, String server, End end, String text, List<String> details, Optional<String> hint) {

  public ConnectionStep {
    details = List.copyOf(details);
  }

  /** The steps in their order. A host behind a jump host has its name looked up there. */
  public enum Kind {
    /** What the inventory and the SSH configuration say. */
    SETTINGS,
    /** The files that know host keys. */
    TRUST,
    /** The private keys, in files and in the agent. */
    KEYS,
    /** The jump host before it. */
    JUMP,
    /** Its name becomes an address. */
    NAME,
    /** It accepts a connection. */
    TCP,
    /** It speaks SSH. */
    GREETING,
    /** Both sides share algorithms. */
    ALGORITHMS,
    /** It has the right key. */
    HOST_KEY,
    /** It lets the user in. */
    LOGIN,
    /** The user's login shell runs commands. */
    SHELL,
    /** Commands run as the user at work. */
    RIGHTS,
    /** It has what kprov needs there. */
    HOST,
    /** Its clock is right. */
    CLOCK;

    /** In text and documents: {@code host-key}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What came of a step. */
  public enum End {
    OK,
    /** Good enough to go on, and not as it should be. */
    WARNING,
    FAILED,
    /** Something before it failed. */
    NOT_REACHED;

    /** In documents: {@code not-reached}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** One that went well. */
  public static ConnectionStep ok(Kind kind, String server, String text, List<String> details) {
    return new ConnectionStep(kind, server, End.OK, text, details, Optional.empty());
  }

  /** One that nobody came to. */
  public static ConnectionStep notReached(Kind kind, String server) {
    return new ConnectionStep(kind, server, End.NOT_REACHED, "", List.of(), Optional.empty());
  }

  /** Whether it keeps the host from being worked on. */
  public boolean failed() {
    return end == End.FAILED;
  }
}
