package dev.kprov.plan;

import dev.kprov.base.Sha256;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One certificate of the cluster, and everywhere that it was found.
 *
 * @param item what it is for the playbook, or whose; on hosts also of one that is not the store's
 * @param kind what its end means
 * @param subject its subject
 * @param names its subject alternative names
 * @param issuer the authority that signed it, by name; else what it says of its issuer
 * @param usages its extended key usages
 * @param serial in lower-case hex
 * @param notBefore first second of its validity
 * @param notAfter last second of its validity
 * @param chainEnd the earliest end among it and the authorities above it, as far as they are known
 * @param fingerprint SHA-256 of its DER encoding
 * @param purposes what it is used for and by whom, for people
 * @param places where it lies, the store first
 */
public record CertificateEntry(
    ItemId item,
    Kind kind,
    String subject,
    List<String> names,
    String issuer,
    Set<Usage> usages,
    String serial,
    Instant notBefore,
    Instant notAfter,
    Instant chainEnd,
    Sha256 fingerprint,
    List<String> purposes,
    List<Place> places) {

  /** What the end of a certificate means. */
  public enum Kind {
    /** With it end all that it signed. */
    AUTHORITY,
    /** Its holder is refused. */
    LEAF,
    /** Nothing: it only wraps a public key, and nobody looks at its end. */
    WRAPPER,
    /** A user must ask for another; most end every evening. */
    USER
  }

  /**
   * A file that holds the certificate.
   *
   * @param host where; empty for the store
   * @param path absolute on a host, within the store else
   * @param kubeconfig whether it is embedded in a kubeconfig
   */
  public record Place(Optional<String> host, String path, boolean kubeconfig) {}

  public CertificateEntry {
    names = List.copyOf(names);
    usages = Set.copyOf(usages);
    purposes = List.copyOf(purposes);
    places = List.copyOf(places);
  }

  /** Whether the cluster loses something when it ends, by itself or with its chain, that soon. */
  public boolean endsWithin(Duration time, Instant now) {
    return (kind == Kind.AUTHORITY || kind == Kind.LEAF) && !chainEnd.isAfter(now.plus(time));
  }
}
