package dev.kprov.mint;

import dev.kprov.pki.CertificateInfo;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * A certificate with those above it.
 *
 * @param above nearest first, as far as they are known
 */
public record Chain(Certificate certificate, List<Certificate> above) {

  public Chain {
    above = List.copyOf(above);
  }

  /** A certificate above which nothing is known, such as a root. */
  public static Chain of(Certificate certificate) {
    return new Chain(certificate, List.of());
  }

  /**
   * Reads a file of one certificate, or of one and those above it.
   *
   * @param signers certificates whose keys are tried on the signatures, beside those in the file
   */
  public static Reading<Chain> read(byte[] pem, Collection<Certificate> signers) {
    return Certificates.readAll(pem, signers)
        .then(all -> new Reading.Good<>(new Chain(all.getFirst(), all.subList(1, all.size()))));
  }

  /** The same of an authority: what follows must be authorities, each the signer of the last. */
  public static Reading<Chain> readAuthority(byte[] pem, Collection<Certificate> signers) {
    return read(pem, signers).then(Chain::linked);
  }

  /** The same of an authority whose signers are in a file of their own. */
  public static Reading<Chain> readAuthority(
      Certificate own, byte[] signers, Collection<Certificate> known) {
    return Certificates.readAll(signers, known)
        .then(above -> linked(new Chain(own.among(above), above)));
  }

  private static Reading<Chain> linked(Chain chain) {
    CertificateInfo below = chain.certificate().info();
    for (Certificate next : chain.above()) {
      CertificateInfo info = next.info();
      if (!info.authority() || below.selfSigned() || !below.signedBy(info)) {
        return new Reading.Bad<>(
            "holds " + info.subject() + ", which did not sign the certificate before it");
      }
      below = info;
    }
    return new Reading.Good<>(chain);
  }

  /** The first of their ends. */
  Instant end() {
    return Collections.min(all().stream().map(one -> one.info().notAfter()).toList());
  }

  /** The certificate, then those above it. */
  public List<Certificate> all() {
    return Stream.concat(Stream.of(certificate), above.stream()).toList();
  }

  /** What is said of those above it. */
  public List<CertificateInfo> infosAbove() {
    return above.stream().map(Certificate::info).toList();
  }

  /**
   * What its holder shows: all but the root, which is with whoever verifies (RFC 8446 section
   * 4.4.2). Of a certificate that a root signed that is the certificate alone.
   */
  public byte[] shown() {
    return pem(
        Stream.concat(
            Stream.of(certificate), above.stream().filter(one -> !one.info().selfSigned())));
  }

  /** All of them, up to the root. */
  public byte[] whole() {
    return pem(all().stream());
  }

  private static byte[] pem(Stream<Certificate> certificates) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    certificates.map(Certificate::pem).forEach(text::writeBytes);
    return text.toByteArray();
  }
}
