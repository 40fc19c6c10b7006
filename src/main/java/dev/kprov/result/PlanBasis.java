package dev.kprov.result;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.base.Sha256;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a saved plan rests on. Where any of it has moved, the plan is worth nothing.
 *
 * @param time when it was made: everything is judged and issued as of then
 * @param expires after this it is not applied
 * @param generation the number of the last run that had begun to change something
 * @param digests of {@code inventory}, {@code playbook}, {@code set} and {@code store}
 */
public record PlanBasis(
    Instant time, Instant expires, long generation, Map<String, Sha256> digests) {

  private static final String AGAIN = "make a new plan";

  public PlanBasis {
    digests = Collections.unmodifiableMap(new TreeMap<>(digests));
  }

  /**
   * Refuses a plan whose ground has moved.
   *
   * @param here the same things as they are now
   * @param now the real time
   * @param applied the run that has applied this plan before
   * @throws RunFailure of kind {@code REFUSED} with all that has moved
   */
  public void requireSame(PlanBasis here, Instant now, Optional<Long> applied) throws RunFailure {
    if (now.isBefore(time)) {
      throw refused("it was made at " + time + ", which is still to come", "set the clock");
    }
    if (now.isAfter(expires)) {
      throw refused("it was good until " + expires, AGAIN);
    }
    if (applied.isPresent()) {
      throw refused("run " + applied.get() + " has applied it already", AGAIN);
    }
    if (here.generation != generation) {
      throw refused(
          "it was made after run %d, and there was run %d since"
              .formatted(generation, here.generation),
          AGAIN + "; kprov journal lists the runs");
    }
    List<Problem> moved =
        digests.keySet().stream()
            .filter(what -> !Objects.equals(digests.get(what), here.digests.get(what)))
            .map(what -> Problem.of("the plan is refused: " + changed(what), AGAIN))
            .toList();
    if (!moved.isEmpty()) {
      throw new RunFailure(RunFailure.Kind.REFUSED, moved);
    }
  }

  private static String changed(String what) {
    return switch (what) {
      case "set" -> "the values of --set are not those that it was made with";
      case "store" -> "the store is not as it was when it was made";
      default -> "the " + what + " was changed since it was made";
    };
  }

  private static RunFailure refused(String why, String hint) {
    return new RunFailure(RunFailure.Kind.REFUSED, "the plan is refused: " + why, hint);
  }
}
