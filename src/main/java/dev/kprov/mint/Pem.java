package dev.kprov.mint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The textual encoding of keys and certificates (RFC 7468). Text around the blocks is allowed. */
final class Pem {

  private static final Pattern BEGIN =
      Pattern.compile("(?m)^-----BEGIN ([A-Z0-9 ]{1,64})-----[ \t\r]*$");

  private Pem() {}

  /**
   * One block.
   *
   * @param label what it says of itself: {@code CERTIFICATE}
   * @param body the text between the lines that begin and end it
   */
  record Block(String label, String body) {

    /** Whether it is encrypted in the way of RFC 1421, which OpenSSL's old key files use. */
    boolean encrypted() {
      return body.contains("Proc-Type: 4,ENCRYPTED");
    }

    /** The block alone, as it was but for carriage returns. */
    byte[] text() {
      String text = "-----BEGIN " + label + "-----" + body + "-----END " + label + "-----\n";
      return text.replace("\r", "").getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] der() throws Unreadable {
      return decode(body);
    }

    /** What stands below the headers of RFC 1421, which end with an empty line. */
    byte[] derBelowHeaders() throws Unreadable {
      String[] parts = body.replace("\r", "").split("\n\n", 2);
      return decode(parts[parts.length - 1]);
    }

    /** The value of a header of RFC 1421; empty where there is none. */
    String header(String name) {
      return body.lines()
          .filter(line -> line.startsWith(name + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }

    private byte[] decode(String base64) throws Unreadable {
      try {
        return Base64.getDecoder().decode(withoutBlanks(base64));
      } catch (IllegalArgumentException _) {
        // The JDK's message would name an offending character, which may be part of a key.
        throw new Unreadable("has a damaged " + label + " block");
      }
    }

    private static String withoutBlanks(String text) {
      return text.replace("\n", "").replace("\r", "").replace(" ", "").replace("\t", "");
    }

    @Override
    public String toString() {
      return label;
    }
  }

  static List<Block> blocks(byte[] text) throws Unreadable {
    String all = new String(text, StandardCharsets.ISO_8859_1);
    List<Block> blocks = new ArrayList<>();
    Matcher begin = BEGIN.matcher(all);
    int from = 0;
    while (begin.find(from)) {
      String label = begin.group(1);
      int end = all.indexOf("-----END " + label + "-----", begin.end());
      if (end < 0) {
        throw new Unreadable("is cut short: its " + label + " block has no end");
      }
      blocks.add(new Block(label, all.substring(begin.end(), end)));
      from = end;
    }
    return blocks;
  }

  /** Lines of 64 characters, each ended by a line feed. */
  static byte[] encode(String label, byte[] der) {
    byte[] body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(der);
    byte[] begin = ("-----BEGIN " + label + "-----\n").getBytes(StandardCharsets.US_ASCII);
    byte[] end = ("\n-----END " + label + "-----\n").getBytes(StandardCharsets.US_ASCII);
    byte[] text = Arrays.copyOf(begin, begin.length + body.length + end.length);
    System.arraycopy(body, 0, text, begin.length, body.length);
    System.arraycopy(end, 0, text, begin.length + body.length, end.length);
    Arrays.fill(body, (byte) 0);
    return text;
  }
}
