package dev.kprov.pki;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An authority's certificate and those above it, as far as they are known.
 *
 * @param certificates nearest first; none where nothing is known of the authority itself
 */
public record Lineage(List<CertificateInfo> certificates) {

  /** Of an authority whose certificate is not there, or is about to be another one. */
  public static final Lineage UNKNOWN = new Lineage(List.of());

  public Lineage {
    certificates = List.copyOf(certificates);
  }

  static Lineage of(CertificateInfo authority, List<CertificateInfo> above) {
    return new Lineage(Stream.concat(Stream.of(authority), above.stream()).toList());
  }

  /** The authority's own certificate. */
  public Optional<CertificateInfo> authority() {
    return certificates.stream().findFirst();
  }

  /**
   * What stands behind a leaf in its file: all but the root, which is with whoever verifies (RFC
   * 8446 section 4.4.2).
   */
  public List<CertificateInfo> intermediates() {
    return certificates.stream().filter(one -> !one.selfSigned()).toList();
  }

  /** The first day on which a chain through all of them breaks. */
  public Instant end() {
    return certificates.stream()
        .map(CertificateInfo::notAfter)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /** In what a certificate below is valid when they are not; strict verifiers refuse it then. */
  public Optional<String> excess(CertificateInfo below) {
    return outlived(below).or(() -> authority().flatMap(above -> Lifetime.excess(below, above)));
  }

  /**
   * That a certificate below ends after one of them. Of an authority below, this is all that
   * counts: when the root above it is renewed, it has begun before its root, and nobody minds.
   */
  public Optional<String> outlived(CertificateInfo below) {
    return certificates.stream()
        .filter(above -> below.notAfter().isAfter(above.notAfter()))
        .findFirst()
        .flatMap(above -> Lifetime.excess(below, above));
  }
}
