package dev.kprov.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host that answers what no real one can be made to say. */
final class FakeRemote implements Remote {
  private static final Pattern LENGTH = Pattern.compile("bs=([0-9]+)");

  private final Mind mind;

  FakeRemote(Mind mind) {
    this.mind = mind;
  }

  /** What it answers. */
  interface Mind {
    /**
     * Answers one exec.
     *
     * @param nonce that frames the answer
     * @param input all of standard input
     */
    Reply answer(String nonce, byte[] input);
  }

  /** A reply that is a text, one byte for each character, with the exit status of success. */
  static Reply saying(String out) {
    return new Reply(0, out.getBytes(ISO_8859_1), new byte[0]);
  }

  @Override
  public boolean isAlive() {
    return true;
  }

  @Override
  public Reply run(String command, Input input, Duration limit, int maxOutput) {
    try {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      input.writeTo(all);
      Matcher length = LENGTH.matcher(command);
      String request = all.toString(ISO_8859_1);
      int start = length.find() ? Integer.parseInt(length.group(1)) : 0;
      return mind.answer(request.substring(start, request.indexOf('\n', start)), all.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {}
}
