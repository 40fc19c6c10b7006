package dev.kprov.config;

import dev.kprov.base.IoCause;
import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import dev.kprov.base.Sha256;
import dev.kprov.text.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files of the operator's machine that a playbook pushes: each is read once, from end to end,
 * where it is to be pushed, and otherwise not at all.
 */
final class LocalFiles {

  private static final int BUFFER_BYTES = 64 << 10;

  /** Far above every key, and far below what would fill the memory. */
  private static final int MOST_JUDGED = 1 << 20;

  /**
   * What is secret in a text: a PEM block of a private key with its first line, or the like in a
   * kubeconfig. Programs hold such words without a key behind them.
   */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?m)^-----BEGIN [A-Z ]*PRIVATE KEY-----\\s*$\\s*^[A-Za-z0-9+/=:, -]{16,}\\s*$"
              + "|^[ \\t-]*client-key-data:[ \\t]*\\S{16,}");

  private final boolean read;
  private final LocalPaths paths;
  private final Problems problems;
  private final Map<Path, Optional<Found>> found = new HashMap<>();

  /** What a file is. */
  record Found(long size, Sha256 hash, boolean secret) {}

  /**
   * @param read whether they are read
   */
  LocalFiles(boolean read, LocalPaths paths, Problems problems) {
    this.read = read;
    this.paths = paths;
    this.problems = problems;
  }

  /** Whether they are read at all. */
  boolean areRead() {
    return read;
  }

  Optional<Path> path(Place place, String text) {
    return paths.read(place, text);
  }

  /** What one was found to be that has been read. */
  Optional<Found> found(Path file) {
    return found.getOrDefault(file, Optional.empty());
  }

  /**
   * Reads one, unless it has been read; empty where a problem was added.
   *
   * @param source where it is named
   * @param name as which
   */
  Optional<Found> look(Node.Scalar source, String name, Path file) {
    return found.computeIfAbsent(file, _ -> read(source, name, file));
  }

  private Optional<Found> read(Node.Scalar source, String name, Path file) {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        String what = Files.isDirectory(file) ? "a directory, not a file" : "no regular file";
        problems.add(source.place(), file + " is " + what);
        return Optional.empty();
      }
      return Optional.of(read(file));
    } catch (IOException e) {
      problems.add(
          source.place(),
          "cannot read " + file + ": " + IoCause.of(e),
          "get " + name + ", or say where it lies: from the folder of this file, or from /");
      return Optional.empty();
    }
  }

  private static Found read(Path file) throws IOException {
    Sha256.Digest digest = new Sha256.Digest();
    StringBuilder head = new StringBuilder();
    long size = 0;
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.add(buffer, n);
        size += n;
        if (size <= MOST_JUDGED) {
          head.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return new Found(size, digest.end(), isText(head) && SECRET.matcher(head).find());
  }

  private static boolean isText(CharSequence head) {
    return head.chars().noneMatch(c -> c == 0);
  }
}
