package dev.kprov.base;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects problems so that a person is told all of them at once; one that is found again, for the
 * next host, is told once. Not thread-safe.
 */
public final class Problems {

  private final Set<Problem> found = new LinkedHashSet<>();

  public void add(Problem problem) {
    found.add(problem);
  }

  public void add(Place place, String message) {
    found.add(Problem.at(place, message));
  }

  public void add(Place place, String message, String hint) {
    found.add(Problem.at(place, message, hint));
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  public List<Problem> list() {
    return List.copyOf(found);
  }

  /** Throws a {@link RunFailure} of kind {@code BAD_FILE} that carries all problems, if any. */
  public void throwIfAny() throws RunFailure {
    if (!found.isEmpty()) {
      throw new RunFailure(RunFailure.Kind.BAD_FILE, list());
    }
  }
}
