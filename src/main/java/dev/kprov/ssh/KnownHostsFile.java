package dev.kprov.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Adds lines to a known_hosts file. They are appended in one write, as {@code ssh} does it: a
 * rewrite of the file could lose what another program adds at the same time, and its owner, mode
 * and links. A line that a full disk cuts short is passed over by every reader.
 */
public final class KnownHostsFile {

  private KnownHostsFile() {}

  /**
   * Adds the lines that the file does not hold yet. A new file gets mode 0600, a new folder 0700.
   * Where nothing is new, nothing is touched.
   *
   * @return how many lines were added
   */
  public static int append(Path file, List<String> lines) throws IOException {
    Set<String> present = linesOf(file);
    List<String> missing =
        lines.stream().distinct().filter(line -> !present.contains(line)).toList();
    if (!missing.isEmpty()) {
      create(file);
      write(file, missing);
    }
    return missing.size();
  }

  private static Set<String> linesOf(Path file) throws IOException {
    return Files.exists(file)
        ? Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
            .map(String::strip)
            .collect(Collectors.toSet())
        : Set.of();
  }

  private static void create(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static void write(Path file, List<String> lines) throws IOException {
    String text = (endsInsideALine(file) ? "\n" : "") + String.join("\n", lines) + "\n";
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static boolean endsInsideALine(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return channel.size() > 0
          && channel.read(last, channel.size() - 1) == 1
          && last.get(0) != '\n';
    }
  }
}
