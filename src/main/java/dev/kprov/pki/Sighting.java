package dev.kprov.pki;

import java.util.List;
import java.util.Optional;

/**
 * What was read back from one file of a host.
 *
 * @param certificates those of a certificate file, in order; the clients' own ones of a kubeconfig
 * @param authorities those that a kubeconfig trusts
 * @param servers the URLs in a kubeconfig
 * @param publicKey that of a public key file
 * @param damage why some of what stands there cannot be read: {@code it has a damaged CERTIFICATE
 *     block}
 */
public record Sighting(
    List<CertificateInfo> certificates,
    List<CertificateInfo> authorities,
    List<String> servers,
    Optional<KeyInfo> publicKey,
    Optional<String> damage) {

  /** Nothing that can be read. */
  public static final Sighting NONE = ofCertificates(List.of());

  public Sighting {
    certificates = List.copyOf(certificates);
    authorities = List.copyOf(authorities);
    servers = List.copyOf(servers);
  }

  /** A file of certificates. */
  public static Sighting ofCertificates(List<CertificateInfo> certificates) {
    return new Sighting(certificates, List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  /** A kubeconfig, of which kprov makes only such with one of each. */
  public static Sighting ofKubeconfig(
      List<CertificateInfo> clients, List<CertificateInfo> authorities, List<String> servers) {
    return new Sighting(clients, authorities, servers, Optional.empty(), Optional.empty());
  }

  /** A file of a public key. */
  public static Sighting ofKey(KeyInfo key) {
    return new Sighting(List.of(), List.of(), List.of(), Optional.of(key), Optional.empty());
  }

  /** The same, of a file in which something else cannot be read. */
  public Sighting damaged(String cause) {
    return new Sighting(certificates, authorities, servers, publicKey, Optional.of(cause));
  }

  /** The first certificate: the one that the file is for. */
  public Optional<CertificateInfo> leaf() {
    return certificates.stream().findFirst();
  }

  /** The authority that a kubeconfig trusts. */
  public Optional<CertificateInfo> authority() {
    return authorities.stream().findFirst();
  }

  /** The URL in a kubeconfig. */
  public Optional<String> server() {
    return servers.stream().findFirst();
  }

  /** Whether nothing of it could be read. */
  boolean nothing() {
    return certificates.isEmpty()
        && authorities.isEmpty()
        && servers.isEmpty()
        && publicKey.isEmpty();
  }
}
