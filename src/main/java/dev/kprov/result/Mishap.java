package dev.kprov.result;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import java.util.List;

/**
 * Something that concerns a whole run and befell it when its work had begun: it does not take away
 * what was done, and is told beside it.
 *
 * @param kind who or what is to blame
 * @param problems what a person is told
 */
public record Mishap(RunFailure.Kind kind, List<Problem> problems) {

  public Mishap {
    problems = List.copyOf(problems);
  }

  public static Mishap of(RunFailure failure) {
    return new Mishap(failure.kind(), failure.problems());
  }
}
