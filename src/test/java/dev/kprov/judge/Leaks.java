package dev.kprov.judge;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Searches for secrets in any form that a careless program gives them: as bytes (and so within
 * DER), hexadecimal, decimal, and base64 however it is aligned (and so within PEM and kubeconfigs).
 * What is searched for are short pieces, so that half a key in a cut line is found too.
 */
public final class Leaks {

  /** Long enough that no two are equal by chance, short enough for a cut line. */
  private static final int PIECE = 16;

  private static final int DECIMAL_PIECE = 24;
  private static final int INDEXED = 8;

  /** The length of a line of PEM (RFC 7468). */
  private static final int LINE = 64;

  private final Map<Long, List<Needle>> needles = new HashMap<>();

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Needle(String secret, byte[] bytes) {}

  /** A private key (PKCS #8, PEM): all its numbers that its public half does not have. */
  public Leaks privateKey(String name, String pem) {
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    List<byte[]> numbers = numbers(der).stream().map(Leaks::magnitude).toList();
    numbers.forEach(number -> bytes(name, number));
    numbers(der).forEach(number -> decimal(name, number));
    // Within a kubeconfig the PEM text itself stands in base64.
    int first = characters(indexOf(der, numbers.getFirst())) + 4;
    int last = characters(indexOf(der, numbers.getLast()) + numbers.getLast().length) - 4;
    String body = Base64.getMimeEncoder(LINE, ascii("\n")).encodeToString(der);
    bytes(name, ascii(body.substring(first, last)));
    return this;
  }

  /** Some bytes of which nobody may know any. */
  public Leaks bytes(String name, byte[] secret) {
    for (int from = 0; from + PIECE <= secret.length; from += PIECE) {
      piece(name, Arrays.copyOfRange(secret, from, from + PIECE));
    }
    return this;
  }

  /** The names of the secrets of which a piece stands in a text, with where. */
  public Set<String> in(byte[] text) {
    Set<String> found = new TreeSet<>();
    search(text, found);
    search(joined(text), found);
    return found;
  }

  public Set<String> in(String text) {
    return in(text.getBytes(StandardCharsets.UTF_8));
  }

  private void piece(String name, byte[] piece) {
    String hex = HexFormat.of().formatHex(piece);
    String colons = HexFormat.ofDelimiter(":").formatHex(piece);
    add(name, piece);
    for (String form : List.of(hex, colons)) {
      add(name, ascii(form));
      add(name, ascii(form.toUpperCase(Locale.ROOT)));
    }
    for (int shift = 0; shift < 3; shift++) {
      String base64 = aligned(piece, shift);
      add(name, ascii(base64));
      add(name, ascii(base64.replace('+', '-').replace('/', '_')));
    }
  }

  /** The characters of base64 that a piece alone decides when so many bytes stand before it. */
  private static String aligned(byte[] piece, int shift) {
    byte[] shifted = new byte[shift + piece.length];
    System.arraycopy(piece, 0, shifted, shift, piece.length);
    String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    return base64.substring((shift * 8 + 5) / 6, shifted.length * 8 / 6);
  }

  private void decimal(String name, BigInteger number) {
    String digits = number.toString();
    for (int from = 0; from + DECIMAL_PIECE <= digits.length(); from += DECIMAL_PIECE) {
      add(name, ascii(digits.substring(from, from + DECIMAL_PIECE)));
    }
  }

  private void add(String name, byte[] needle) {
    needles.computeIfAbsent(key(needle, 0), _ -> new ArrayList<>()).add(new Needle(name, needle));
  }

  private void search(byte[] text, Set<String> found) {
    for (int at = 0; at + INDEXED <= text.length; at++) {
      for (Needle needle : needles.getOrDefault(key(text, at), List.of())) {
        int end = at + needle.bytes().length;
        if (end <= text.length && Arrays.equals(text, at, end, needle.bytes(), 0, end - at)) {
          found.add(needle.secret());
        }
      }
    }
  }

  private static long key(byte[] bytes, int from) {
    long key = 0;
    for (int i = from; i < from + INDEXED; i++) {
      key = key << 8 | (bytes[i] & 0xff);
    }
    return key;
  }

  /** A text without line ends, real or escaped, and what stands around them in a listing. */
  private static byte[] joined(byte[] text) {
    return new String(text, StandardCharsets.ISO_8859_1)
        .replaceAll("\\\\n|\\\\r|[\\s\"',]", "")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** How many characters of PEM stand before a byte, line ends among them. */
  private static int characters(int bytes) {
    int base64 = bytes * 4 / 3;
    return base64 + base64 / LINE;
  }

  private static List<BigInteger> numbers(byte[] der) {
    return switch (key(der)) {
      case RSAPrivateCrtKey rsa ->
          List.of(
              rsa.getPrivateExponent(),
              rsa.getPrimeP(),
              rsa.getPrimeQ(),
              rsa.getPrimeExponentP(),
              rsa.getPrimeExponentQ(),
              rsa.getCrtCoefficient());
      case ECPrivateKey ec -> List.of(ec.getS());
      case PrivateKey other -> throw new AssertionError("an unknown key: " + other.getAlgorithm());
    };
  }

  private static PrivateKey key(byte[] der) {
    for (String algorithm : List.of("RSA", "EC")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (GeneralSecurityException _) {
        // of another kind
      }
    }
    throw new AssertionError("no private key");
  }

  private static byte[] magnitude(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static int indexOf(byte[] whole, byte[] part) {
    for (int at = 0; at + part.length <= whole.length; at++) {
      if (Arrays.equals(whole, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    throw new AssertionError("not a part");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
