package dev.kprov.ssh;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Lines of a file that are each for some hosts. Those for one host are found without a look at the
 * lines that name others in full, of which a large cluster has many; a line with wildcards or a
 * hashed name is tried, once for each name.
 */
final class HostLines<L> {

  private final Function<L, ? extends List<? extends HostPatterns>> conditions;
  private final List<L> lines = new ArrayList<>();
  private final Map<String, List<Integer>> byName = new HashMap<>();
  private final List<Integer> tried = new ArrayList<>();
  private final Map<String, List<L>> found = new ConcurrentHashMap<>();

  /**
   * @param conditions the patterns of a line, at least one: all must match
   */
  HostLines(Function<L, ? extends List<? extends HostPatterns>> conditions) {
    this.conditions = conditions;
  }

  /** Appends a line; nobody may ask meanwhile. */
  void add(L line) {
    int number = lines.size();
    lines.add(line);
    found.clear();
    conditions
        .apply(line)
        .getLast()
        .names()
        .ifPresentOrElse(
            names -> names.forEach(name -> numbers(name).add(number)), () -> tried.add(number));
  }

  private List<Integer> numbers(String name) {
    return byName.computeIfAbsent(name, _ -> new ArrayList<>());
  }

  /** All lines, in order. */
  List<L> all() {
    return List.copyOf(lines);
  }

  /**
   * Those for a host, in order.
   *
   * @param name as the patterns have it
   */
  List<L> of(String name) {
    return found.computeIfAbsent(name, this::search);
  }

  private List<L> search(String name) {
    return Stream.concat(byName.getOrDefault(name, List.of()).stream(), tried.stream())
        .sorted()
        .distinct() // a line may name a host twice
        .map(lines::get)
        .filter(line -> conditions.apply(line).stream().allMatch(one -> one.match(name)))
        .toList();
  }
}
