package dev.kprov.cli;

import dev.kprov.base.IoCause;
import dev.kprov.base.RunFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/**
 * The file of {@code --log-file}: grows by one line at a time, each in one write, with its time.
 */
final class LogFile implements AutoCloseable {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Path path;
  private final FileChannel channel;
  private final InstantSource clock;
  private final PrintStream err;
  private boolean failed;

  private LogFile(Path path, FileChannel channel, InstantSource clock, PrintStream err) {
    this.path = path;
    this.channel = channel;
    this.clock = clock;
    this.err = err;
  }

  /**
   * Opens it for appending, and makes it for its owner only where it does not exist.
   *
   * @param err is told, once, where a line cannot be written
   * @throws RunFailure of kind {@code LOCAL_IO} where it cannot be opened
   */
  static LogFile open(Path path, InstantSource clock, PrintStream err) throws RunFailure {
    try {
      return new LogFile(
          path,
          FileChannel.open(
              path,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
          clock,
          err);
    } catch (IOException e) {
      throw new RunFailure(
          RunFailure.Kind.LOCAL_IO,
          "cannot write the log file " + path + ": " + IoCause.of(e),
          "its folder must exist and be writable; nothing was done");
    }
  }

  /** Adds a line. A log that cannot be written stops no run. */
  synchronized void add(String level, String line) {
    String whole = TIME.format(clock.instant()) + " " + level + " " + line + "\n";
    ByteBuffer bytes = ByteBuffer.wrap(whole.getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining() && !failed) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      failed = true;
      err.println("kprov: warning: the log file " + path + " ends here: " + IoCause.of(e));
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
