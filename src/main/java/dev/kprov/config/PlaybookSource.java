package dev.kprov.config;

import dev.kprov.base.Nearest;
import dev.kprov.base.Problems;
import dev.kprov.base.Sha256;
import dev.kprov.text.Node;
import dev.kprov.text.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A playbook file, found and parsed.
 *
 * @param name the shipped name, or the path as the inventory writes it
 * @param file where it lies; of a shipped one, which has no files beside it, its place in the jar
 * @param digest of the file
 */
record PlaybookSource(String name, Path file, Node tree, Sha256 digest) {

  private static final String INDEX = "/playbooks/index.txt";

  /** The names of the playbooks that the jar carries. */
  static List<String> shipped() {
    return new String(resource(INDEX), StandardCharsets.UTF_8).lines().toList();
  }

  /**
   * Finds a playbook: a value without {@code /} and {@code .yaml} is a shipped name, any other a
   * path relative to the inventory.
   */
  static Optional<PlaybookSource> find(Node.Scalar reference, Path inventory, Problems problems) {
    String name = reference.text();
    return name.contains("/") || name.endsWith(".yaml") || name.endsWith(".yml")
        ? fromFile(reference, inventory, problems)
        : fromJar(reference, problems);
  }

  private static Optional<PlaybookSource> fromFile(
      Node.Scalar reference, Path inventory, Problems problems) {
    try {
      Path file = inventory.resolveSibling(reference.text()).normalize();
      return Yaml.bytes(file, problems)
          .flatMap(bytes -> of(reference.text(), bytes, file.toString(), problems));
    } catch (InvalidPathException e) {
      problems.add(reference.place(), "playbook " + reference.text() + " is no path");
      return Optional.empty();
    }
  }

  private static Optional<PlaybookSource> fromJar(Node.Scalar reference, Problems problems) {
    String name = reference.text();
    List<String> shipped = shipped();
    if (!shipped.contains(name)) {
      problems.add(
          reference.place(),
          "no playbook " + name + " is shipped",
          Nearest.hint(name, shipped) + " (a file is named by its path: ./" + name + ".yaml)");
      return Optional.empty();
    }
    String file = "/playbooks/" + name + ".yaml";
    return of(name, resource(file), file.substring(1), problems);
  }

  private static Optional<PlaybookSource> of(
      String name, byte[] bytes, String file, Problems problems) {
    return Yaml.parse(bytes, file, problems)
        .map(tree -> new PlaybookSource(name, Path.of(file), tree, Sha256.of(bytes)));
  }

  private static byte[] resource(String name) {
    try (InputStream in = PlaybookSource.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the jar cannot be read", e);
    }
  }
}
