package dev.kprov.cli;

import dev.kprov.base.IoCause;
import dev.kprov.base.RunFailure;
import dev.kprov.run.Passphrases;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The passphrase that stands in the first line of a file descriptor. It is read when it is first
 * needed and kept for the run, since a pipe can be read only once.
 */
final class GivenPassphrase implements Passphrases {

  private static final int MOST_BYTES = 4096;

  private final int descriptor;
  private Optional<char[]> line = Optional.empty();

  GivenPassphrase(int descriptor) {
    this.descriptor = descriptor;
  }

  /** What was wrong once stays wrong. */
  @Override
  public Optional<char[]> passphrase(Path keyFile, int attempt) throws RunFailure {
    if (attempt > 1) {
      return Optional.empty();
    }
    if (line.isEmpty()) {
      line = Optional.of(read());
    }
    return line.map(char[]::clone);
  }

  private char[] read() throws RunFailure {
    // Java itself knows the first three only; Linux and macOS have all of them as files.
    try (InputStream in = Files.newInputStream(Path.of("/dev/fd", Integer.toString(descriptor)))) {
      byte[] bytes = in.readNBytes(MOST_BYTES);
      char[] passphrase = firstLine(bytes);
      Arrays.fill(bytes, (byte) 0);
      return passphrase;
    } catch (NoSuchFileException _) {
      throw bad("it is not open");
    } catch (IOException e) {
      throw bad(IoCause.of(e));
    }
  }

  private static char[] firstLine(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    if (end > 0 && end < bytes.length && bytes[end - 1] == '\r') {
      end--;
    }
    CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, end));
    char[] passphrase = new char[decoded.remaining()];
    decoded.get(passphrase).flip();
    Arrays.fill(decoded.array(), '\0');
    return passphrase;
  }

  private RunFailure bad(String cause) {
    return new RunFailure(
        RunFailure.Kind.USAGE,
        "cannot read the passphrase from file descriptor " + descriptor + ": " + cause,
        "open it in the shell: --passphrase-fd 3 3<FILE");
  }
}
