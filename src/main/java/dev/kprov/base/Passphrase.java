package dev.kprov.base;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** What is done with a passphrase before a library gets it. */
public final class Passphrase {

  private Passphrase() {}

  /**
   * The UTF-8 bytes of a passphrase, one in each character: for the encryption that OpenSSL wrote
   * before PKCS #8 (RFC 1421 headers), Bouncy Castle takes a character for a byte.
   *
   * @param passphrase left as it is; to overwrite it, and the result, is the caller's part
   */
  public static char[] asBytes(char[] passphrase) {
    ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
    char[] bytes = new char[utf8.remaining()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (char) (utf8.get(i) & 0xff);
      utf8.put(i, (byte) 0);
    }
    return bytes;
  }
}
