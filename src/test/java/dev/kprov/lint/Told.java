package dev.kprov.lint;

/** A remark as tests read it. */
public final class Told {

  private Told() {}

  public static String line(Remark remark) {
    return remark.rule().code()
        + " "
        + String.join(", ", remark.subjects())
        + ": "
        + remark.message();
  }
}
