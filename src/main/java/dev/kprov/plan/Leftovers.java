package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import dev.kprov.pki.Lifetime;
import dev.kprov.state.Fact;
import dev.kprov.state.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Files that kprov wrote on a host and that nobody wants there any more: the host has another role,
 * the playbook another destination. Only what still is what kprov left is removed.
 */
final class Leftovers {

  private final Map<String, Left> files = new TreeMap<>();
  private final Set<String> keys;

  /** A file that may be one, with what is there. */
  private record Left(RemotePath path, Written.Left written, Fact fact) {

    boolean isOurs() {
      return fact instanceof Fact.RegularFile file
          && file.hash().filter(written.contents()::contains).isPresent();
    }
  }

  /**
   * @param written what kprov left on the host, by absolute path
   * @param keys the absolute paths of files that hold private keys, as far as that is known
   */
  Leftovers(Map<RemotePath, Written.Left> written, Observed seen, Wanted wanted, Set<String> keys) {
    this.keys = Set.copyOf(keys);
    written.forEach((path, left) -> add(new Left(path, left, seen.at(path)), wanted));
  }

  private void add(Left left, Wanted wanted) {
    boolean gone =
        switch (left.fact()) {
          case Fact.Missing _, Fact.Directory _ -> true;
          case Fact.RegularFile _, Fact.Symlink _, Fact.Special _, Fact.Unreadable _ -> false;
        };
    if (!gone && !wanted.has(left.path().text(), left.fact())) {
      files.put(left.path().text(), left);
    }
  }

  /** Whether a file is one of them. */
  boolean has(String path) {
    return files.containsKey(path);
  }

  /** What is to be told of them, by path. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    files.forEach((path, left) ->
        findings.add(
            new Finding(
                left.written().secret() || keys.contains(path) ? Severity.ERROR : Severity.WARNING,
                path,
                what(left),
                Optional.of(
                    left.isOurs()
                        ? "kprov up --prune removes it"
                        : "look at it, and remove it by hand"))));
    return findings;
  }

  /** Those that still are what kprov left. */
  List<Removal> removals() {
    return files.values().stream()
        .filter(Left::isOurs)
        .map(left -> new Removal(left.path(), left.fact(), what(left)))
        .toList();
  }

  private static String what(Left left) {
    String by =
        "written by kprov on %s (run %d)"
            .formatted(Lifetime.day(left.written().time()), left.written().run());
    if (left.isOurs()) {
      return by + ", wanted no more";
    }
    if (!left.written().seen()) {
      return "perhaps " + by + ", which did not see what came of it, and wanted no more";
    }
    boolean known =
        switch (left.fact()) {
          case Fact.RegularFile file ->
              file.hash().isPresent() && !left.written().contents().isEmpty();
          case Fact.Symlink _, Fact.Special _ -> true;
          case Fact.Missing _, Fact.Directory _, Fact.Unreadable _ -> false;
        };
    return by
        + ", wanted no more, "
        + (known
            ? "and changed by somebody since"
            : "and nobody can tell whether it is that still");
  }
}
