package dev.kprov.base;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which versions are meant: {@code ">= 1.29, < 1.37"}. There are no other bounds: what is at most
 * 1.28 is below 1.29, and 1.28.5 is not at most 1.28 for everybody.
 *
 * @param text as it was written
 * @param bounds all of which must hold
 */
public record VersionRange(String text, List<Bound> bounds) {

  private static final String BOUND = "(<|>=) *" + Version.PATTERN;
  private static final String BOUNDS = BOUND + "( *, *" + BOUND + ")*";

  /** One bound: below a version, or not below it. */
  public record Bound(boolean below, Version limit) {

    private static Bound of(String text) {
      boolean below = text.startsWith("<");
      return new Bound(below, Version.parse(text.substring(below ? 1 : 2).strip()).orElseThrow());
    }

    private boolean holds(Version version) {
      return version.compareTo(limit) < 0 == below;
    }
  }

  public VersionRange {
    bounds = List.copyOf(bounds);
  }

  /** Reads bounds; empty where they are none. */
  public static Optional<VersionRange> parse(String text) {
    return text.matches(BOUNDS)
        ? Optional.of(
            new VersionRange(
                text, Stream.of(text.split(",", -1)).map(String::strip).map(Bound::of).toList()))
        : Optional.empty();
  }

  /** Whether a version is within all bounds. */
  public boolean has(Version version) {
    return bounds.stream().allMatch(bound -> bound.holds(version));
  }

  @Override
  public String toString() {
    return text;
  }
}
