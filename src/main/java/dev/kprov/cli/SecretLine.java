package dev.kprov.cli;

import dev.kprov.base.IoCause;
import dev.kprov.base.RunFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The first line of a file descriptor, which is a secret.
 *
 * @param what it is, for messages
 * @param option by which it is given
 */
record SecretLine(int descriptor, String what, String option) {

  private static final int MOST_BYTES = 4096;

  /** Reads it, in UTF-8; a pipe can be read only once. The receiver wipes it. */
  char[] read() throws RunFailure {
    // Java itself knows the first three only; Linux and macOS have all of them as files.
    try (InputStream in = Files.newInputStream(Path.of("/dev/fd", Integer.toString(descriptor)))) {
      return firstLine(in.readNBytes(MOST_BYTES));
    } catch (CharacterCodingException _) {
      throw bad("its first line is not UTF-8");
    } catch (NoSuchFileException _) {
      throw bad("it is not open");
    } catch (IOException e) {
      throw bad(IoCause.of(e));
    }
  }

  /** Wipes the bytes. */
  private static char[] firstLine(byte[] bytes) throws CharacterCodingException {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    if (end > 0 && end < bytes.length && bytes[end - 1] == '\r') {
      end--;
    }
    char[] decoded = new char[end];
    try {
      CharBuffer line = CharBuffer.wrap(decoded);
      CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
      CoderResult result = strict.decode(ByteBuffer.wrap(bytes, 0, end), line, true);
      if (result.isError()) {
        result.throwException();
      }
      return Arrays.copyOf(decoded, line.position());
    } finally {
      Arrays.fill(decoded, '\0');
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Says why there is none. */
  RunFailure bad(String cause) {
    return new RunFailure(
        RunFailure.Kind.USAGE,
        "cannot read the %s from file descriptor %d: %s".formatted(what, descriptor, cause),
        "open it in the shell: %s 3 3<FILE".formatted(option));
  }
}
