package dev.kprov.pki;

import dev.kprov.base.Sha256;
import dev.kprov.state.Difference;
import dev.kprov.state.Difference.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** In what several certificates of one file are not those that are wanted. */
final class ChainDifferences {

  static final String NONE = "none that can be read";

  private final List<CertificateInfo> there;
  private final List<CertificateInfo> wanted;

  private ChainDifferences(List<CertificateInfo> there, List<CertificateInfo> wanted) {
    this.there = there;
    this.wanted = wanted;
  }

  /** Compares what follows the first certificate of a file, with which all are counted. */
  static Optional<Difference> behind(List<CertificateInfo> there, List<CertificateInfo> wanted) {
    return new ChainDifferences(there, wanted).chain(1);
  }

  /** Compares all certificates of a file. */
  static Optional<Difference> whole(List<CertificateInfo> there, List<CertificateInfo> wanted) {
    return new ChainDifferences(there, wanted).chain(0);
  }

  /** Compares whom a kubeconfig trusts. */
  static Optional<Difference> trusted(List<CertificateInfo> there, List<CertificateInfo> wanted) {
    return new ChainDifferences(there, wanted).trusted();
  }

  private Optional<Difference> chain(int first) {
    int from = there.size() + first;
    int to = wanted.size() + first;
    String counts = from == to ? "" : "%d → %d certificates, ".formatted(from, to);
    return isSame()
        ? Optional.empty()
        : Optional.of(
            Difference.of(
                Attribute.CHAIN, counts + changes(), Integer.toString(from), Integer.toString(to)));
  }

  private Optional<Difference> trusted() {
    if (isSame()) {
      return Optional.empty();
    }
    return Optional.of(
        there.isEmpty()
            ? Difference.of(Attribute.AUTHORITY, NONE + " → " + names(wanted))
            : Difference.of(Attribute.AUTHORITY, changes()));
  }

  private boolean isSame() {
    return prints(there).equals(prints(wanted));
  }

  /** What comes and what goes; where that is nothing, they stand in another order. */
  private String changes() {
    List<String> parts = new ArrayList<>();
    List<CertificateInfo> gone = new ArrayList<>(beyond(there, wanted));
    for (CertificateInfo one : beyond(wanted, there)) {
      Optional<CertificateInfo> before =
          gone.stream().filter(old -> old.subject().equals(one.subject())).findFirst();
      before.ifPresent(gone::remove);
      parts.add(before.map(old -> another(old, one)).orElseGet(() -> "+ " + name(one)));
    }
    gone.forEach(one -> parts.add("- " + name(one)));
    return parts.isEmpty() ? "another order" : String.join(", ", parts);
  }

  /** Two of one name. */
  private String another(CertificateInfo old, CertificateInfo one) {
    return (old.sameKey(one) ? "another certificate of " : "another CA of the same name, ")
        + name(one);
  }

  private static List<CertificateInfo> beyond(
      List<CertificateInfo> all, List<CertificateInfo> others) {
    List<Sha256> known = prints(others);
    return all.stream().filter(one -> !known.contains(one.fingerprint())).toList();
  }

  private static List<Sha256> prints(List<CertificateInfo> certificates) {
    return certificates.stream().map(CertificateInfo::fingerprint).toList();
  }

  private String names(List<CertificateInfo> certificates) {
    return String.join(", ", certificates.stream().map(this::name).toList());
  }

  /** The short one, unless it is that of others too. */
  private String name(CertificateInfo one) {
    String brief = one.subject().shortName();
    boolean ambiguous =
        Stream.concat(there.stream(), wanted.stream())
            .map(CertificateInfo::subject)
            .filter(other -> other.shortName().equals(brief))
            .anyMatch(other -> !other.equals(one.subject()));
    return ambiguous ? one.subject().toString() : brief;
  }
}
