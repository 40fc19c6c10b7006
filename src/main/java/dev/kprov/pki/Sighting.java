package dev.kprov.pki;

import java.util.List;
import java.util.Optional;

/**
 * The certificates that were read back from one file of a host.
 *
 * @param certificates those of a certificate file, in order; the client's own one of a kubeconfig
 * @param authority the authority that a kubeconfig trusts
 * @param server the URL in a kubeconfig
 */
public record Sighting(
    List<CertificateInfo> certificates,
    Optional<CertificateInfo> authority,
    Optional<String> server) {

  /** Nothing that can be read as a certificate. */
  public static final Sighting NONE = new Sighting(List.of(), Optional.empty(), Optional.empty());

  public Sighting {
    certificates = List.copyOf(certificates);
  }

  /** The first certificate: the one that the file is for. */
  public Optional<CertificateInfo> leaf() {
    return certificates.stream().findFirst();
  }
}
