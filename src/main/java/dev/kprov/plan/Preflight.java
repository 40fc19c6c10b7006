package dev.kprov.plan;

import dev.kprov.state.Observation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a plan says of hosts that are not fit to be worked on, of all hosts in one list. */
public final class Preflight {

  private Preflight() {}

  /**
   * A check that a host does not pass.
   *
   * @param subject what of the host it is about: a full remote path, or the check itself
   * @param hint what to do about it, if there is something
   */
  public record Failure(
      String host, Check check, String subject, String cause, Optional<String> hint) {

    /** In one text; a check that is about the whole host is not named again. */
    public String text() {
      return subject.equals(check.word()) ? cause : subject + ": " + cause;
    }
  }

  /** In the order of the inventory, each host's in the order of its plan. */
  public static List<Failure> failures(Plan plan) {
    return plan.hosts().stream().flatMap(Preflight::failures).toList();
  }

  private static Stream<Failure> failures(HostPlan host) {
    String name = host.host().name();
    return switch (host.observation()) {
      case Observation.Unreached(String cause, Optional<String> hint) ->
          Stream.of(new Failure(name, Check.REACHABLE, Check.REACHABLE.word(), cause, hint));
      case Observation.Reached _ ->
          host.changes().stream().flatMap(change -> failure(name, change).stream());
    };
  }

  /** The check that a host does not pass because of which something is blocked there. */
  public static Optional<Failure> failure(String host, Change change) {
    return change instanceof Change.Blocked(var subject, var cause, var remedy, var check)
        ? check.map(one -> new Failure(host, one, subject, cause, Optional.of(remedy)))
        : Optional.empty();
  }
}
