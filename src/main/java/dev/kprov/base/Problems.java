package dev.kprov.base;

import java.util.ArrayList;
import java.util.List;

/** Collects problems so that a person is told all of them at once. Not thread-safe. */
public final class Problems {

  private final List<Problem> found = new ArrayList<>();

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
      throw new RunFailure(RunFailure.Kind.BAD_FILE, found);
    }
  }
}
