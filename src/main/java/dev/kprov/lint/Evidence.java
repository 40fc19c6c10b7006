package dev.kprov.lint;

import dev.kprov.pki.CertificateInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that is judged; the judgement depends on nothing else.
 *
 * @param layout the cluster, where there is one beside the files
 * @param exhibits what was found on the operator's disk
 * @param now the time of the judgement
 */
public record Evidence(Optional<Layout> layout, List<Exhibit> exhibits, Instant now) {

  public Evidence {
    exhibits = List.copyOf(exhibits);
  }

  /** The exhibits of one kind. */
  <T extends Exhibit> Stream<T> all(Class<T> kind) {
    return exhibits.stream().filter(kind::isInstance).map(kind::cast);
  }

  /** The known authority that signed a certificate, unless it signed itself. */
  Optional<CertificateInfo> signer(CertificateInfo info) {
    return authorities()
        .filter(ca -> info.signedBy(ca) && !info.publicKey().equals(ca.publicKey()))
        .findFirst();
  }

  Stream<CertificateInfo> authorities() {
    return all(Exhibit.Certificate.class)
        .map(Exhibit.Certificate::info)
        .filter(CertificateInfo::authority);
  }

  /**
   * Every certificate that is neither an authority's nor the wrapper of a bare key: as the playbook
   * wants it where there is one, since the next run makes what differs from it, else as it was
   * found.
   */
  Stream<Leaf> leaves() {
    return layout
        .map(Layout::leaves)
        .orElseGet(() ->
            all(Exhibit.Certificate.class)
                .filter(one -> !one.info().authority() && !one.wrapper())
                .map(Leaf::of));
  }
}
