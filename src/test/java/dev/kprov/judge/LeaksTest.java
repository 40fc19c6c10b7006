package dev.kprov.judge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The judge of leaks finds what was planted, in every form, and nothing where there is nothing. */
class LeaksTest {

  private static final KeyPair RSA = pair("RSA", 2048);
  private static final KeyPair EC = pair("EC", 256);
  private static final byte[] WORD = "correct horse battery staple".getBytes(US_ASCII);

  private final Leaks leaks =
      new Leaks().privateKey("rsa", pem(RSA)).privateKey("ec", pem(EC)).bytes("word", WORD);

  static Stream<Arguments> planted() {
    byte[] prime = magnitude(((RSAPrivateCrtKey) RSA.getPrivate()).getPrimeP());
    BigInteger scalar = ((ECPrivateKey) EC.getPrivate()).getS();
    String kubeconfig = Base64.getEncoder().encodeToString(("x" + pem(RSA)).getBytes(US_ASCII));
    return Stream.of(
        Arguments.of("rsa", pem(RSA).getBytes(US_ASCII)),
        Arguments.of("rsa", pem(RSA).replace("\n", "\\n").getBytes(US_ASCII)),
        Arguments.of("rsa", RSA.getPrivate().getEncoded()),
        Arguments.of("rsa", half(RSA.getPrivate().getEncoded())),
        Arguments.of("rsa", ascii(Base64.getMimeEncoder().encodeToString(prime))),
        Arguments.of("rsa", ascii(Base64.getUrlEncoder().encodeToString(prime))),
        Arguments.of("rsa", ascii(kubeconfig)),
        Arguments.of("rsa", ascii(kubeconfig.substring(900, 1200))),
        Arguments.of("rsa", ascii(hex(prime))),
        Arguments.of("rsa", ascii(hex(prime).toUpperCase(Locale.ROOT))),
        Arguments.of("rsa", ascii(HexFormat.ofDelimiter(":").formatHex(prime))),
        Arguments.of("rsa", ascii(new BigInteger(1, prime).toString())),
        Arguments.of("ec", pem(EC).getBytes(US_ASCII)),
        Arguments.of("ec", EC.getPrivate().getEncoded()),
        Arguments.of("ec", ascii(scalar.toString())),
        Arguments.of("ec", ascii("s=" + scalar.toString(16))),
        Arguments.of("ec", ascii(Base64.getEncoder().encodeToString(ascii(pem(EC))))),
        Arguments.of("word", WORD),
        Arguments.of("word", ascii(Base64.getEncoder().encodeToString(WORD))));
  }

  @ParameterizedTest
  @MethodSource("planted")
  void aLeakIsFoundWithinOtherText(String name, byte[] form) {
    for (int before = 0; before < 3; before++) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      text.writeBytes("control0: all is well\n".repeat(9).getBytes(UTF_8));
      text.writeBytes("###".substring(0, before).getBytes(UTF_8));
      text.writeBytes(form);
      text.writeBytes("\nand so on\n".getBytes(UTF_8));
      assertThat(leaks.in(text.toByteArray())).containsExactly(name);
    }
  }

  @Test
  void base64IsFoundHoweverItIsAligned() {
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + WORD.length];
      System.arraycopy(WORD, 0, shifted, before, WORD.length);
      assertThat(leaks.in(Base64.getEncoder().encodeToString(shifted))).containsExactly("word");
    }
  }

  @Test
  void whatIsPublicIsNoLeak() {
    assertThat(leaks.in(RSA.getPublic().getEncoded())).isEmpty();
    assertThat(leaks.in(Base64.getMimeEncoder().encodeToString(RSA.getPublic().getEncoded())))
        .isEmpty();
    assertThat(leaks.in(EC.getPublic().getEncoded())).isEmpty();
    assertThat(leaks.in(pem(pair("RSA", 2048)))).isEmpty();
    assertThat(leaks.in("correct horse")).isEmpty();
  }

  private static KeyPair pair(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String pem(KeyPair pair) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(pair.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static byte[] magnitude(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static byte[] half(byte[] whole) {
    return Arrays.copyOf(whole, whole.length / 2);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
