package dev.kprov.mint;

import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Lifetime;
import java.io.ByteArrayOutputStream;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The certificate of an authority that somebody else made, with those above it up to a root, and
 * whether what it signs would be believed (RFC 5280 section 6.1).
 *
 * @param certificates the authority's own first, then each signer, as far as they are known
 */
public record AuthorityChain(List<Certificate> certificates) {

  private static final int KEY_CERT_SIGN = 5;
  private static final String SERVERS = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENTS = "1.3.6.1.5.5.7.3.2";
  private static final String ANY_PURPOSE = "2.5.29.37.0";

  public AuthorityChain {
    certificates = List.copyOf(certificates);
  }

  /**
   * Finds the signers of a certificate.
   *
   * @param pool certificates among which they may be; what does not belong to the chain is left out
   */
  public static AuthorityChain of(Certificate authority, Collection<Certificate> pool) {
    List<Certificate> chain = new ArrayList<>();
    Optional<Certificate> next = Optional.of(authority.among(pool));
    while (next.isPresent() && !contains(chain, next.get())) {
      chain.add(next.get());
      next = signer(next.get(), pool).map(above -> above.among(pool));
    }
    return new AuthorityChain(chain);
  }

  private static boolean contains(List<Certificate> chain, Certificate one) {
    return chain.stream().anyMatch(c -> c.info().fingerprint().equals(one.info().fingerprint()));
  }

  /** Of two certificates of one signer, a root is better: the other needs a signer itself. */
  private static Optional<Certificate> signer(Certificate one, Collection<Certificate> pool) {
    return one.info().selfSigned()
        ? Optional.empty()
        : pool.stream()
            .filter(other -> one.info().signedBy(other.info()))
            .filter(other -> one.info().issuer().equals(other.info().subject()))
            .min(Comparator.comparing(other -> !other.info().selfSigned()));
  }

  /** Those above the authority, up to the root; empty where it is one. */
  public byte[] signersPem() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    certificates.stream().skip(1).map(Certificate::pem).forEach(text::writeBytes);
    return text.toByteArray();
  }

  /**
   * In what this certificate calls the authority or its key otherwise than another over the same
   * key; what that one signed would then not be found to belong to it.
   */
  public List<String> renamed(Certificate before) {
    List<String> faults = new ArrayList<>();
    if (!DistinguishedNames.subjectOf(own().x509())
        .equals(DistinguishedNames.subjectOf(before.x509()))) {
      faults.add("has the subject " + own().info().subject() + ", not " + before.info().subject());
    }
    if (!Arrays.equals(
        Extensions.identifierOf(own().x509()), Extensions.identifierOf(before.x509()))) {
      faults.add("has another subject key identifier than the certificate that it replaces");
    }
    return faults;
  }

  /** The authority's own certificate. */
  public Certificate own() {
    return certificates.getFirst();
  }

  /** What is wrong with it, all of it; each follows what the authority is called. */
  public List<String> faults(Instant now) {
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < certificates.size(); i++) {
      CertificateInfo info = certificates.get(i).info();
      String whose = i == 0 ? "" : "has a signer, " + info.subject() + ", that ";
      faults(certificates.get(i), i, now).forEach(fault -> faults.add(whose + fault));
    }
    CertificateInfo last = certificates.getLast().info();
    if (!last.selfSigned()) {
      faults.add(
          "was signed by "
              + last.issuer()
              + ", whose certificate is not among those given"
              + (certificates.size() == 1 ? "" : " (it signed " + last.subject() + ")"));
    }
    return faults;
  }

  /**
   * What is wrong with one certificate of the chain.
   *
   * @param below how many authorities stand below it
   */
  private static List<String> faults(Certificate one, int below, Instant now) {
    CertificateInfo info = one.info();
    if (!info.authority()) {
      return List.of("is the certificate of a leaf, not of a CA (basic constraints)");
    }
    List<String> faults = new ArrayList<>();
    boolean[] keyUsage = one.x509().getKeyUsage();
    if (keyUsage != null && !keyUsage[KEY_CERT_SIGN]) {
      faults.add("may not sign certificates (key usage)");
    }
    if (one.x509().getBasicConstraints() < below) {
      faults.add("may not stand above another CA (path length)");
    }
    if (!servesAll(one.x509())) {
      faults.add("may not sign for servers and clients alike (extended key usage)");
    }
    if (info.strength().weakKey()) {
      faults.add("has a weak key, " + info.strength().key() + " of " + info.strength().bits());
    }
    if (Lifetime.expired(info, now)) {
      faults.add("expired " + Lifetime.day(info.notAfter()));
    }
    if (now.isBefore(info.notBefore())) {
      faults.add("is not valid before " + info.notBefore());
    }
    if (info.strength().brokenHash() && !info.selfSigned()) {
      faults.add(
          "is signed with " + info.strength().signature() + ", which nobody trusts any more");
    }
    return faults;
  }

  /** Go and OpenSSL let the extended key usages of a CA bound those of what it signs. */
  private static boolean servesAll(X509Certificate x509) {
    try {
      List<String> usages = x509.getExtendedKeyUsage();
      return usages == null
          || usages.contains(ANY_PURPOSE)
          || usages.containsAll(List.of(SERVERS, CLIENTS));
    } catch (CertificateParsingException _) {
      return false;
    }
  }
}
