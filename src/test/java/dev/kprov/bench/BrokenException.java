package dev.kprov.bench;

/** A contestant did not do its work: there is nothing to compare. */
final class BrokenException extends Exception {
  private static final long serialVersionUID = 1L;

  BrokenException(Step step, String why, String output) {
    super("%s: %s\n%s".formatted(step.name(), why, output.strip()));
  }
}
