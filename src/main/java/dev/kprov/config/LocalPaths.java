package dev.kprov.config;

import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads paths of the operator's machine: {@code ~} is the home, the rest is relative to the file in
 * which they stand.
 */
final class LocalPaths {

  private final Path file;
  private final Path home;
  private final Problems problems;

  LocalPaths(Path file, Path home, Problems problems) {
    this.file = file;
    this.home = home;
    this.problems = problems;
  }

  Optional<Path> read(Place place, String path) {
    Words words = new Words(problems);
    if (path.isEmpty() || path.chars().anyMatch(Character::isISOControl)) {
      return words.bad(place, "a path must not be empty or hold control characters");
    }
    if (path.equals("~") || path.startsWith("~/")) {
      return Optional.of(home.resolve(path.substring(Math.min(2, path.length()))));
    }
    if (path.startsWith("~")) {
      return words.bad(place, "path " + path + " names another user's home");
    }
    return Optional.of(file.resolveSibling(path).normalize());
  }
}
