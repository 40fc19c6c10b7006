package dev.kprov.store;

import static java.util.stream.Collectors.joining;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.text.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file of JSON objects, one to a line, that only ever grows. A crash or a full disk can leave the
 * last line cut short; it is then passed over, and cut off by the next append.
 */
final class JsonLines {

  private static final Set<StandardOpenOption> READ_AND_WRITE =
      EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

  private final Path file;

  JsonLines(Path file) {
    this.file = file;
  }

  /**
   * What a file holds.
   *
   * @param whole its lines but one that was cut short
   * @param torn whether a line that was cut short follows
   */
  record Content(Path file, List<String> whole, boolean torn) {

    Content {
      whole = List.copyOf(whole);
    }

    Optional<Problem> tornNote() {
      return torn
          ? Optional.of(
              Problem.of(
                  "the last line of " + file + " is cut short",
                  "nothing to do: it counts for nothing, and the next run that writes removes it"))
          : Optional.empty();
    }
  }

  Content read() throws RunFailure {
    byte[] bytes = bytes();
    End end = end(bytes);
    return new Content(
        file, text(bytes, 0, end.kept()).lines().toList(), end.kept() < bytes.length);
  }

  private byte[] bytes() throws RunFailure {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw LocalIo.failure("read", file, e);
      }
      return new byte[0];
    } catch (IOException e) {
      throw LocalIo.failure("read", file, e);
    }
  }

  /**
   * Where the next line belongs.
   *
   * @param kept how many bytes the lines before it take
   * @param ended whether the last of them has its line end
   */
  private record End(int kept, boolean ended) {}

  private End end(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    String tail = text(bytes, end, bytes.length);
    return Json.readLine(tail, file.toString(), 1).isPresent()
        ? new End(bytes.length, false)
        : new End(end, true);
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** Adds lines and returns when they are on the disk. */
  void append(List<? extends Map<String, ?>> objects) throws RunFailure {
    End before = end(bytes());
    String lines = objects.stream().map(Json::line).map(line -> line + "\n").collect(joining());
    byte[] fresh = ((before.ended() ? "" : "\n") + lines).getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(file, READ_AND_WRITE, Permissions.at(Permissions.PRIVATE_FILE))) {
      append(channel, before.kept(), ByteBuffer.wrap(fresh));
      Disk.syncFolder(Disk.folderOf(file));
    } catch (IOException e) {
      throw LocalIo.failure("write", file, e);
    }
  }

  /** Where not all of it can be written, none of it is. */
  private static void append(FileChannel channel, long kept, ByteBuffer fresh) throws IOException {
    channel.truncate(kept);
    try {
      channel.position(kept);
      Disk.writeAll(channel, fresh);
    } catch (IOException e) {
      channel.truncate(kept);
      throw e;
    }
  }
}
