package dev.kprov.config;

import dev.kprov.base.Problems;
import dev.kprov.text.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Ansible's ranges: {@code control[0:2]}, {@code node[01:12]}, {@code rack-[a:f]}, both ends
 * included. All ranges of one entry run in lock-step.
 */
final class Ranges {

  /** More hosts than any cluster has, and few enough to be told about. */
  static final int MAX_HOSTS = 10_000;

  private static final Pattern RANGE =
      Pattern.compile("\\[([0-9]{1,9}|[a-z]|[A-Z]):([0-9]{1,9}|[a-z]|[A-Z])]");

  private final Problems problems;
  private int size;
  private boolean sound = true;
  private Optional<Node.Scalar> first = Optional.empty();

  private Ranges(Problems problems) {
    this.problems = problems;
  }

  /** One mapping for each value of the ranges in it; the mapping itself where it has none. */
  static Expansion expand(Node entry, Problems problems) {
    Ranges ranges = new Ranges(problems);
    ranges.measure(entry);
    int size = ranges.sound ? Math.max(ranges.size, 1) : 1;
    return new Expansion(
        IntStream.range(0, size).mapToObj(i -> map(entry, scalar -> valueAt(scalar, i))).toList(),
        ranges.sound);
  }

  /**
   * What became of an entry.
   *
   * @param entries one for each value of its ranges
   * @param whole whether these are all; of ranges that are wrong only the first value is taken
   */
  record Expansion(List<Node> entries, boolean whole) {

    Expansion {
      entries = List.copyOf(entries);
    }
  }

  private void measure(Node node) {
    switch (node) {
      case Node.Mapping mapping -> mapping.entries().forEach(entry -> measure(entry.value()));
      case Node.Sequence sequence -> sequence.items().forEach(this::measure);
      case Node.Scalar scalar ->
          RANGE.matcher(scalar.text()).results().forEach(range -> measure(scalar, range));
    }
  }

  private void measure(Node.Scalar scalar, MatchResult range) {
    Optional<String> fault = faultOf(range.group(1), range.group(2));
    if (fault.isPresent()) {
      problems.add(scalar.placeOf(range.start()), "range " + range.group() + " " + fault.get());
      sound = false;
      return;
    }
    int length = (int) length(range.group(1), range.group(2));
    if (first.isEmpty()) {
      first = Optional.of(scalar);
      size = length;
    } else if (length != size) {
      problems.add(
          scalar.placeOf(range.start()),
          "range "
              + range.group()
              + " has "
              + length
              + " values, but the one at "
              + first.get().place().line()
              + ":"
              + first.get().place().column()
              + " has "
              + size,
          "ranges of one host run in lock-step");
      sound = false;
    }
  }

  private static Optional<String> faultOf(String from, String to) {
    if (kind(from) != kind(to)) {
      return Optional.of("mixes digits, lower-case and upper-case letters");
    }
    if (length(from, to) <= 0) {
      return Optional.of("runs backwards");
    }
    if (length(from, to) > MAX_HOSTS) {
      return Optional.of("has more than " + MAX_HOSTS + " values");
    }
    if (from.length() > 1 && from.startsWith("0") && from.length() != to.length()) {
      return Optional.of("pads with zeros, so both ends must be of one length");
    }
    return Optional.empty();
  }

  private static int kind(String end) {
    return Character.getType(end.charAt(0));
  }

  private static long length(String from, String to) {
    return ordinal(to) - ordinal(from) + 1;
  }

  private static long ordinal(String end) {
    return Character.isDigit(end.charAt(0)) ? Long.parseLong(end) : end.charAt(0);
  }

  private static Node map(Node node, Function<Node.Scalar, Node.Scalar> change) {
    return switch (node) {
      case Node.Mapping mapping -> {
        List<Node.Entry> entries = new ArrayList<>();
        for (Node.Entry entry : mapping.entries()) {
          entries.add(new Node.Entry(entry.key(), map(entry.value(), change)));
        }
        yield new Node.Mapping(mapping.place(), entries);
      }
      case Node.Sequence sequence ->
          new Node.Sequence(
              sequence.place(), sequence.items().stream().map(item -> map(item, change)).toList());
      case Node.Scalar scalar -> change.apply(scalar);
    };
  }

  private static Node.Scalar valueAt(Node.Scalar scalar, int index) {
    Matcher ranges = RANGE.matcher(scalar.text());
    if (!ranges.find()) {
      return scalar;
    }
    return scalar.with(ranges.replaceAll(range -> valueAt(range.group(1), range.group(2), index)));
  }

  private static String valueAt(String from, String to, int index) {
    if (faultOf(from, to).isPresent()) {
      return from;
    }
    if (!Character.isDigit(from.charAt(0))) {
      return String.valueOf((char) (from.charAt(0) + index));
    }
    String value = String.valueOf(Long.parseLong(from) + index);
    return from.startsWith("0")
        ? "0".repeat(Math.max(0, from.length() - value.length())) + value
        : value;
  }
}
