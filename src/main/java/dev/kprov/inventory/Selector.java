package dev.kprov.inventory;

import dev.kprov.base.RunFailure;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pattern of {@code --limit}: a comma list of host names, globs and role names, where {@code
 * !x} excludes. With only exclusions, every other host is meant.
 *
 * @param wanted patterns of which one must match; empty means all
 * @param excluded patterns of which none may match
 */
public record Selector(List<String> wanted, List<String> excluded) {

  /** Selects every host. */
  public static final Selector ALL = new Selector(List.of(), List.of());

  public Selector {
    wanted = List.copyOf(wanted);
    excluded = List.copyOf(excluded);
  }

  /**
   * Reads a pattern. An empty part is refused: it is most often an unset variable, and would make
   * the pattern mean more hosts than it shall.
   *
   * @throws RunFailure of kind {@code USAGE} where it is none
   */
  public static Selector parse(String pattern) throws RunFailure {
    List<String> parts = Stream.of(pattern.split(",", -1)).map(String::strip).toList();
    for (String part : parts) {
      check(bare(part));
    }
    return new Selector(
        parts.stream().filter(part -> !part.startsWith("!")).toList(),
        parts.stream().filter(part -> part.startsWith("!")).map(Selector::bare).toList());
  }

  private static String bare(String part) {
    return part.startsWith("!") ? part.substring(1).strip() : part;
  }

  private static void check(String glob) throws RunFailure {
    if (glob.isEmpty()) {
      throw new RunFailure(
          RunFailure.Kind.USAGE,
          "--limit has an empty part",
          "leave --limit out to mean all hosts");
    }
    if (matcher(glob).isEmpty()) {
      throw new RunFailure(RunFailure.Kind.USAGE, "--limit has a malformed glob: " + glob);
    }
  }

  private static Optional<PathMatcher> matcher(String glob) {
    try {
      return Optional.of(FileSystems.getDefault().getPathMatcher("glob:" + glob));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  /**
   * The hosts that are meant, in the order of the inventory.
   *
   * @throws RunFailure of kind {@code USAGE} where no host is
   */
  public List<Host> select(Inventory inventory) throws RunFailure {
    List<Host> meant = inventory.hosts().stream().filter(this::matches).toList();
    if (meant.isEmpty()) {
      throw new RunFailure(
          RunFailure.Kind.USAGE,
          "--limit matches no host",
          "hosts are: "
              + inventory.hosts().stream().map(Host::name).collect(Collectors.joining(", ")));
    }
    return meant;
  }

  public boolean matches(Host host) {
    return (wanted.isEmpty() || wanted.stream().anyMatch(pattern -> matches(pattern, host)))
        && excluded.stream().noneMatch(pattern -> matches(pattern, host));
  }

  private static boolean matches(String pattern, Host host) {
    return host.roles().stream().anyMatch(role -> role.name().equals(pattern))
        || matcher(pattern).filter(glob -> glob.matches(Path.of(host.name()))).isPresent();
  }
}
