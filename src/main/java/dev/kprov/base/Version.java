package dev.kprov.base;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A version such as {@code 1.29} or {@code v1.29.3-rc.1}. What follows a hyphen or a plus does not
 * count: the release candidate of a version behaves as that version does.
 *
 * @param numbers the parts between the dots
 */
public record Version(List<Integer> numbers) implements Comparable<Version> {

  static final String PATTERN = "v?[0-9]{1,6}(\\.[0-9]{1,6})*([-+][0-9A-Za-z.+-]*)?";

  public Version {
    numbers = List.copyOf(numbers);
  }

  /** Reads a version; empty where it is none. */
  public static Optional<Version> parse(String text) {
    if (!text.matches(PATTERN)) {
      return Optional.empty();
    }
    String bare = text.replaceFirst("^v", "").replaceFirst("[-+].*", "");
    return Optional.of(new Version(Stream.of(bare.split("\\.")).map(Integer::valueOf).toList()));
  }

  /** Missing parts are zeros: 1.29 is 1.29.0, and 1.28.5 is below it. */
  @Override
  public int compareTo(Version other) {
    int longest = Math.max(numbers.size(), other.numbers.size());
    for (int i = 0; i < longest; i++) {
      int order = Integer.compare(part(i), other.part(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private int part(int index) {
    return index < numbers.size() ? numbers.get(index) : 0;
  }
}
