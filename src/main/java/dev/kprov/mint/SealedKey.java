package dev.kprov.mint;

import dev.kprov.base.Passphrase;
import dev.kprov.base.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.InputDecryptor;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * A private key that is encrypted with a passphrase: PKCS #8 (RFC 5958 with RFC 8018, which OpenSSL
 * writes today), or the headers of RFC 1421 around an older form, which it wrote before. What is
 * kept of it stays encrypted.
 */
public final class SealedKey {

  private final Pem.Block block;

  private SealedKey(Pem.Block block) {
    this.block = block;
  }

  /** The key of a PEM text, if there is just one and it is encrypted. */
  public static Optional<SealedKey> of(Secret pem) {
    return pem.use(text -> {
      try {
        return of(Keys.onlyKey(text));
      } catch (Unreadable _) {
        return Optional.empty();
      }
    });
  }

  static Optional<SealedKey> of(Pem.Block block) {
    return KeyForms.encrypted(block) ? Optional.of(new SealedKey(block)) : Optional.empty();
  }

  /** The block as it was, for the store. */
  public Secret pem() {
    return Secret.of(block.text());
  }

  /** What came of trying a passphrase. */
  public sealed interface Opening {

    /** It was the right one. */
    record Opened(PrivateKeyPair pair) implements Opening {}

    /** It was not, or the key is damaged: the two cannot be told apart. */
    record WrongPassphrase() implements Opening {}

    /**
     * No passphrase would do.
     *
     * @param cause follows the name of the file
     */
    record Unusable(String cause) implements Opening {}
  }

  /**
   * Tries a passphrase, which is the caller's to wipe.
   *
   * @param passphrase as it was typed; what is no ASCII counts as UTF-8
   */
  public Opening open(char[] passphrase) {
    try {
      return new Opening.Opened(KeyForms.read(block, decrypted(passphrase)));
    } catch (OperatorCreationException _) {
      return new Opening.Unusable("is encrypted in a way that kprov does not know");
    } catch (Unreadable | IOException | RuntimeException _) {
      // A wrong passphrase shows itself in whatever its garbage is no encoding of.
      return new Opening.WrongPassphrase();
    }
  }

  private byte[] decrypted(char[] passphrase)
      throws IOException, OperatorCreationException, Unreadable {
    return block.encrypted() ? ofHeaders(passphrase) : ofPkcs8(passphrase);
  }

  private byte[] ofPkcs8(char[] passphrase)
      throws IOException, OperatorCreationException, Unreadable {
    PKCS8EncryptedPrivateKeyInfo sealed = new PKCS8EncryptedPrivateKeyInfo(block.der());
    InputDecryptor decryptor =
        new JceOpenSSLPKCS8DecryptorProviderBuilder()
            .setProvider(new BouncyCastleProvider())
            .build(passphrase)
            .get(sealed.getEncryptionAlgorithm());
    try (InputStream clear =
        decryptor.getInputStream(new ByteArrayInputStream(sealed.getEncryptedData()))) {
      return clear.readAllBytes();
    }
  }

  /** {@code DEK-Info: AES-256-CBC,0123...}: the cipher and the initial vector. */
  private byte[] ofHeaders(char[] passphrase) throws OperatorCreationException, Unreadable {
    String[] info = block.header("DEK-Info").split(",", 2);
    char[] bytes = Passphrase.asBytes(passphrase);
    try {
      return new BcPEMDecryptorProvider(bytes)
          .get(info[0].toUpperCase(Locale.ROOT))
          .decrypt(block.derBelowHeaders(), HexFormat.of().parseHex(info[info.length - 1].strip()));
    } catch (PEMException _) {
      throw new Unreadable("cannot be decrypted");
    } finally {
      Arrays.fill(bytes, '\0');
    }
  }

  @Override
  public String toString() {
    return "an encrypted key";
  }
}
