package dev.kprov.base;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Bytes that must not be seen: private keys, kubeconfigs, encryption keys, passwords. It has no
 * getter, prints as a constant, and cannot be serialised or compared, so that a secret reaches a
 * log, a plan or a diff only by a visible call of {@link #use}.
 */
public final class Secret {

  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Wraps a copy of the bytes. */
  public static Secret of(byte[] bytes) {
    return new Secret(bytes.clone());
  }

  /** Takes the UTF-8 bytes of a text, and wipes the text. */
  public static Secret of(char[] text) {
    ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
    byte[] bytes = new byte[utf8.remaining()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = utf8.get(i);
      utf8.put(i, (byte) 0);
    }
    Arrays.fill(text, '\0');
    return new Secret(bytes);
  }

  /**
   * Lends the bytes to a reader. The reader must neither change nor keep them.
   *
   * @return what the reader makes of them
   */
  public <T> T use(Function<byte[], T> reader) {
    return reader.apply(bytes);
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
