package dev.kprov.inventory;

import dev.kprov.base.RunFailure;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
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

  public static Selector parse(String pattern) {
    List<String> parts =
        Stream.of(pattern.split(",")).map(String::strip).filter(part -> !part.isEmpty()).toList();
    return new Selector(
        parts.stream().filter(part -> !part.startsWith("!")).toList(),
        parts.stream()
            .filter(part -> part.startsWith("!"))
            .map(part -> part.substring(1))
            .toList());
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
        || FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(host.name()));
  }
}
