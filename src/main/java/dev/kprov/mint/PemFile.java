package dev.kprov.mint;

import dev.kprov.pki.KeyInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a PEM file of unknown origin holds, certificates and keys in any mixture.
 *
 * @param certificates in order
 * @param keys what may be known of its private keys; an encrypted one is not among them
 * @param secret whether it holds a private key that nobody needs a password for
 * @param faults why blocks could not be read; each follows the name of the file
 */
public record PemFile(
    List<Certificate> certificates, List<KeyInfo> keys, boolean secret, List<String> faults) {

  /** Blocks of Base64, of a few labels, with nothing around them. */
  private static final Pattern PUBLIC =
      Pattern.compile(
          "(?:\\s*-----BEGIN (CERTIFICATE|PUBLIC KEY|CERTIFICATE REQUEST)-----"
              + "[A-Za-z0-9+/=\\s]++-----END \\1-----\\s*)++");

  public PemFile {
    certificates = List.copyOf(certificates);
    keys = List.copyOf(keys);
    faults = List.copyOf(faults);
  }

  /**
   * Reads a text; one without any block holds nothing and has no fault.
   *
   * @param signers certificates whose keys are tried on the signatures, beside each one's own key
   */
  public static PemFile read(byte[] text, Collection<Certificate> signers) {
    Contents contents = new Contents(signers);
    try {
      Pem.blocks(text).forEach(contents::take);
    } catch (Unreadable e) {
      contents.faults.add(e.cause());
    }
    return new PemFile(contents.certificates, contents.keys, contents.secret, contents.faults);
  }

  /**
   * Whether a text is made of what everybody may read, and of nothing else: certificates, public
   * keys and requests. What is damaged may count, what is unknown does not.
   */
  public static boolean isPublic(byte[] text) {
    return PUBLIC.matcher(new String(text, StandardCharsets.ISO_8859_1)).matches();
  }

  /** What has been found so far. */
  private static final class Contents {

    private final Collection<Certificate> signers;
    private final List<Certificate> certificates = new ArrayList<>();
    private final List<KeyInfo> keys = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private boolean secret;

    Contents(Collection<Certificate> signers) {
      this.signers = signers;
    }

    void take(Pem.Block block) {
      try {
        if (block.label().equals("CERTIFICATE")) {
          certificates.add(Certificates.certificate(block, signers));
        } else if (block.label().endsWith("PRIVATE KEY") && !KeyForms.encrypted(block)) {
          secret = true;
          keys.add(KeyForms.read(block).info());
        }
      } catch (Unreadable e) {
        faults.add(e.cause());
      }
    }
  }
}
