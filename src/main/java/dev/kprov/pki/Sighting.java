package dev.kprov.pki;

import java.util.List;
import java.util.Optional;

/**
 * The certificates that were read back from one file of a host.
 *
 * @param certificates those of a certificate file, in order; the client's own one of a kubeconfig
 * @param authority the authority that a kubeconfig trusts
 * @param server the URL in a kubeconfig
 * @param damage why certificates that stand there cannot be read: {@code it has a damaged
 *     CERTIFICATE block}
 */
public record Sighting(
    List<CertificateInfo> certificates,
    Optional<CertificateInfo> authority,
    Optional<String> server,
    Optional<String> damage) {

  /** Nothing that can be read as a certificate. */
  public static final Sighting NONE = new Sighting(List.of(), Optional.empty(), Optional.empty());

  public Sighting {
    certificates = List.copyOf(certificates);
  }

  /** All could be read. */
  public Sighting(
      List<CertificateInfo> certificates,
      Optional<CertificateInfo> authority,
      Optional<String> server) {
    this(certificates, authority, server, Optional.empty());
  }

  /** The first certificate: the one that the file is for. */
  public Optional<CertificateInfo> leaf() {
    return certificates.stream().findFirst();
  }
}
