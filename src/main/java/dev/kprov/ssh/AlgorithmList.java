package dev.kprov.ssh;

import java.util.List;
import java.util.stream.Stream;

/**
 * What an option of the SSH configuration that lists algorithms leaves of those that kprov has
 * (ssh_config(5), {@code Ciphers}).
 *
 * @param text as it is written there, or as {@code ssh -G} spells it out
 */
record AlgorithmList(String text) {

  /** Those that may be used, in the order in which they are to be. */
  List<String> of(List<String> have) {
    return switch (text.isEmpty() ? ' ' : text.charAt(0)) {
      case '+' -> have; // nothing is taken away, and what kprov lacks cannot be added
      case '-' -> have.stream().filter(name -> !matches(patterns(1), name)).toList();
      case '^' -> Stream.concat(named(1, have), have.stream()).distinct().toList();
      default -> named(0, have).toList();
    };
  }

  private List<String> patterns(int from) {
    return List.of(text.substring(from).split(",", -1));
  }

  private Stream<String> named(int from, List<String> have) {
    return patterns(from).stream()
        .flatMap(pattern -> have.stream().filter(name -> matches(List.of(pattern), name)))
        .distinct();
  }

  private static boolean matches(List<String> patterns, String name) {
    return new HostPatterns.Plain(patterns).match(name);
  }
}
