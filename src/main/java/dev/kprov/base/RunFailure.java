package dev.kprov.base;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Spoils a whole run, in contrast to the failure of one host, which is a value. Carries what a
 * person is told; the kind decides the exit code.
 */
public final class RunFailure extends Exception {

  private static final long serialVersionUID = 1L;

  /** Who or what is to blame. */
  public enum Kind {
    /** The command line is wrong. */
    USAGE,
    /** A file that a person wrote is wrong. */
    BAD_FILE,
    /** The world is not what it was when something was agreed to. */
    REFUSED,
    /** The operator's own disk or files do not let kprov work. */
    LOCAL_IO,
    /** Another run holds the store. */
    LOCKED,
    /** The operator stopped the run. */
    INTERRUPTED,
    /** kprov itself. */
    BUG
  }

  private final Kind kind;
  private final transient List<Problem> problems;

  public RunFailure(Kind kind, List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    this.kind = kind;
    this.problems = List.copyOf(problems);
  }

  public RunFailure(Kind kind, String message) {
    this(kind, List.of(Problem.of(message)));
  }

  public RunFailure(Kind kind, String message, String hint) {
    this(kind, List.of(Problem.of(message, hint)));
  }

  public Kind kind() {
    return kind;
  }

  public List<Problem> problems() {
    return problems;
  }
}
