package dev.kprov.mint;

import dev.kprov.base.Sha256;
import dev.kprov.inventory.Addresses;
import dev.kprov.pki.AltNames;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Usage;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads certificates. It uses the JDK's parser only, so that a run that issues nothing does not pay
 * for loading Bouncy Castle.
 */
public final class Certificates {

  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
  private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private Certificates() {}

  /**
   * Reads all certificates of a PEM text, of which there must be one or more and nothing else.
   *
   * @param signers certificates whose keys are tried on the signatures, beside each one's own key
   *     and that of the certificate that follows it, as in a chain it should
   */
  public static Reading<List<Certificate>> readAll(byte[] pem, Collection<Certificate> signers) {
    try {
      List<Certificate> read = new ArrayList<>();
      for (Pem.Block block : Pem.blocks(pem).reversed()) {
        List<Certificate> tried = new ArrayList<>(signers);
        read.stream().limit(1).forEach(tried::add);
        read.addFirst(certificate(block, tried));
      }
      return read.isEmpty()
          ? new Reading.Bad<>("is no PEM certificate")
          : new Reading.Good<>(List.copyOf(read));
    } catch (Unreadable e) {
      return e.asValue();
    }
  }

  /** Reads a PEM text that must hold exactly one certificate; see {@link #readAll}. */
  public static Reading<Certificate> read(byte[] pem, Collection<Certificate> signers) {
    return readAll(pem, signers)
        .then(all ->
            all.size() == 1
                ? new Reading.Good<>(all.getFirst())
                : new Reading.Bad<>("holds " + all.size() + " certificates instead of one"));
  }

  /** The certificate of a DER encoding, without a bit more or another. */
  static Certificate ofDer(byte[] der, Collection<Certificate> signers)
      throws CertificateException {
    X509Certificate x509 =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der));
    if (!Arrays.equals(x509.getEncoded(), der) || !endsInWholeOctets(x509, der)) {
      throw new CertificateException("not the one encoding of this certificate");
    }
    return new Certificate(x509, describe(x509, signers));
  }

  /**
   * Whether the octet before the signature says that no bit of it is unused. The JDK passes over
   * that octet, so that two encodings with two fingerprints would be one valid certificate.
   */
  private static boolean endsInWholeOctets(X509Certificate x509, byte[] der) {
    return der[der.length - x509.getSignature().length - 1] == 0;
  }

  static Certificate certificate(Pem.Block block, Collection<Certificate> signers)
      throws Unreadable {
    if (!block.label().equals("CERTIFICATE")) {
      throw new Unreadable("holds a " + block.label() + " block, not a certificate");
    }
    byte[] der = block.der();
    try {
      return ofDer(der, signers);
    } catch (CertificateException | RuntimeException _) {
      // The JDK has no contract for what its parser throws at lazily read parts.
      throw new Unreadable("holds a certificate that cannot be decoded");
    }
  }

  /** What was read before, looked at again. */
  static Certificate described(X509Certificate x509, Collection<Certificate> signers) {
    try {
      return new Certificate(x509, describe(x509, signers));
    } catch (CertificateException e) {
      throw new IllegalStateException("a certificate that was read can be read again", e);
    }
  }

  private static CertificateInfo describe(X509Certificate x509, Collection<Certificate> signers)
      throws CertificateException {
    Sha256 publicKey = Sha256.of(x509.getPublicKey().getEncoded());
    Optional<Sha256> signer = signer(x509, signers);
    return new CertificateInfo(
        Subjects.read(x509.getSubjectX500Principal()),
        Subjects.read(x509.getIssuerX500Principal()),
        x509.getSerialNumber(),
        names(x509),
        usages(x509),
        x509.getBasicConstraints() >= 0,
        pathLength(x509.getBasicConstraints()),
        x509.getNotBefore().toInstant(),
        x509.getNotAfter().toInstant(),
        publicKey,
        PublicKeys.algorithm(x509.getPublicKey()),
        PublicKeys.strength(x509),
        identified(x509, signer.equals(Optional.of(publicKey))),
        signer,
        Sha256.of(x509.getEncoded()));
  }

  /** As the JDK tells it: -1 is no authority, and the largest number is no limit. */
  private static OptionalInt pathLength(int constraint) {
    return constraint < 0 || constraint == Integer.MAX_VALUE
        ? OptionalInt.empty()
        : OptionalInt.of(constraint);
  }

  private static AltNames names(X509Certificate x509) throws CertificateParsingException {
    Collection<List<?>> names = x509.getSubjectAlternativeNames();
    return names == null
        ? AltNames.NONE
        : new AltNames(
            ofType(names, DNS_NAME),
            ofType(names, IP_ADDRESS).stream().map(Addresses::canonical).toList());
  }

  private static List<String> ofType(Collection<List<?>> names, int type) {
    return names.stream()
        .filter(name -> name.get(0).equals(type))
        .map(name -> (String) name.get(1))
        .toList();
  }

  private static Set<Usage> usages(X509Certificate x509) throws CertificateParsingException {
    Set<Usage> usages = EnumSet.noneOf(Usage.class);
    List<String> said = x509.getExtendedKeyUsage();
    if (said != null && said.contains(SERVER_AUTH)) {
      usages.add(Usage.SERVER);
    }
    if (said != null && said.contains(CLIENT_AUTH)) {
      usages.add(Usage.CLIENT);
    }
    return usages;
  }

  private static boolean identified(X509Certificate x509, boolean selfSigned) {
    return x509.getExtensionValue(SUBJECT_KEY_IDENTIFIER) != null
        && (selfSigned || x509.getExtensionValue(AUTHORITY_KEY_IDENTIFIER) != null);
  }

  private static Optional<Sha256> signer(X509Certificate x509, Collection<Certificate> signers) {
    return Stream.concat(
            signers.stream().map(Certificate::publicKey), Stream.of(x509.getPublicKey()))
        .distinct()
        .filter(key -> verifies(x509, key))
        .findFirst()
        .map(key -> Sha256.of(key.getEncoded()));
  }

  private static boolean verifies(X509Certificate x509, PublicKey key) {
    try {
      x509.verify(key);
      return true;
    } catch (GeneralSecurityException | RuntimeException _) {
      return false; // another key, another kind of key, or a signature that is no signature
    }
  }
}
