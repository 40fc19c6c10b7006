package dev.kprov.judge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * Tokens as service accounts have them (RFC 7515): the JDK and OpenSSL each sign one, and verify
 * that of the other.
 *
 * @param folder for what is signed
 * @param elliptic whether the keys are on P-256; else they are RSA keys
 */
public record Tokens(Path folder, boolean elliptic) {

  private static final String CLAIMS = "{\"sub\":\"system:serviceaccount:default:default\"}";

  /** A token of the JDK: header, claims and signature. */
  public String sign(Path key) {
    String signed = signed();
    try {
      Signature signer = Signature.getInstance(inTokens());
      signer.initSign(factory().generatePrivate(new PKCS8EncodedKeySpec(der(key))));
      signer.update(signed.getBytes(US_ASCII));
      return signed + "." + base64(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** What OpenSSL says of such a token. */
  public Judge.Verdict verify(String token, Path publicKey) {
    int dot = token.lastIndexOf('.');
    byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
    return Judge.of("openssl")
        .run(
            "dgst",
            "-sha256",
            "-verify",
            publicKey,
            "-signature",
            write("signature", elliptic ? asn1(signature) : signature),
            write("signed", token.substring(0, dot).getBytes(US_ASCII)));
  }

  /** Whether the JDK accepts what OpenSSL signed. */
  public boolean isVouchedFor(Path key, Path publicKey) {
    Path signature = folder.resolve("signature");
    Judge.of("openssl")
        .run(
            "dgst",
            "-sha256",
            "-sign",
            key,
            "-out",
            signature,
            write("signed", signed().getBytes(US_ASCII)))
        .accepted();
    try {
      PublicKey verifier = factory().generatePublic(new X509EncodedKeySpec(der(publicKey)));
      Signature judge = Signature.getInstance(ofOpenssl());
      judge.initVerify(verifier);
      judge.update(signed().getBytes(US_ASCII));
      return judge.verify(Files.readAllBytes(signature));
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private String signed() {
    String name = elliptic ? "ES256" : "RS256";
    return base64(("{\"alg\":\"" + name + "\"}").getBytes(UTF_8))
        + "."
        + base64(CLAIMS.getBytes(UTF_8));
  }

  private String inTokens() {
    return elliptic ? "SHA256withECDSAinP1363Format" : "SHA256withRSA";
  }

  private String ofOpenssl() {
    return elliptic ? "SHA256withECDSA" : "SHA256withRSA";
  }

  /** Two numbers side by side (RFC 7518, 3.4) as the sequence that OpenSSL knows. */
  private static byte[] asn1(byte[] signature) {
    int half = signature.length / 2;
    byte[] r = new BigInteger(1, Arrays.copyOf(signature, half)).toByteArray();
    byte[] s = new BigInteger(1, Arrays.copyOfRange(signature, half, 2 * half)).toByteArray();
    return ByteBuffer.allocate(6 + r.length + s.length)
        .put(new byte[] {0x30, (byte) (4 + r.length + s.length), 0x02, (byte) r.length})
        .put(r)
        .put(new byte[] {0x02, (byte) s.length})
        .put(s)
        .array();
  }

  private KeyFactory factory() throws GeneralSecurityException {
    return KeyFactory.getInstance(elliptic ? "EC" : "RSA");
  }

  private static byte[] der(Path pem) {
    try {
      return Base64.getMimeDecoder()
          .decode(Files.readString(pem).replaceAll("-----[A-Z ]+-----", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path write(String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
