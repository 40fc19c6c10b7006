package dev.kprov.pki;

import dev.kprov.state.Difference;
import dev.kprov.state.Difference.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** In what a file of a host says other than it should, as far as it may be read back. */
public final class SightingDifferences {

  private SightingDifferences() {}

  /**
   * Compares what was seen of a file with what is wanted of it.
   *
   * @param nothing what to say of a file in which there is nothing to compare: {@code it is empty}
   * @return never empty: files that say the same have other bytes
   */
  public static List<Difference> of(Sighting there, Sighting wanted, String nothing) {
    List<Difference> found = new ArrayList<>();
    there.damage().ifPresent(damage -> found.add(Difference.contentFor(damage)));
    if (there.certificates().isEmpty() && there.publicKey().isEmpty() && found.isEmpty()) {
      found.add(Difference.contentFor(nothing));
    }
    if (!there.nothing()) {
      found.addAll(certificates(there.certificates(), wanted.certificates()));
      keys(there, wanted).ifPresent(found::add);
      ChainDifferences.trusted(there.authorities(), wanted.authorities()).ifPresent(found::add);
      servers(there.servers(), wanted.servers()).ifPresent(found::add);
    }
    return found.isEmpty() ? List.of(Difference.contentFor(same(wanted))) : found;
  }

  /** The first is the one that a file is for; where it only moved, it is not another one. */
  private static List<Difference> certificates(
      List<CertificateInfo> there, List<CertificateInfo> wanted) {
    if (there.isEmpty() || wanted.isEmpty()) {
      return List.of();
    }
    if (there.stream()
        .map(CertificateInfo::fingerprint)
        .toList()
        .contains(wanted.getFirst().fingerprint())) {
      return ChainDifferences.whole(there, wanted).stream().toList();
    }
    List<Difference> found =
        new ArrayList<>(CertificateDifferences.of(there.getFirst(), wanted.getFirst()));
    ChainDifferences.behind(there.subList(1, there.size()), wanted.subList(1, wanted.size()))
        .ifPresent(found::add);
    return found;
  }

  private static Optional<Difference> keys(Sighting there, Sighting wanted) {
    return there
        .publicKey()
        .flatMap(
            old -> wanted.publicKey().filter(one -> !one.equals(old)).map(one -> key(old, one)));
  }

  private static Difference key(KeyInfo there, KeyInfo wanted) {
    return Difference.of(
        Attribute.KEY,
        there.publicKey().shortHex() + " → " + wanted.publicKey().shortHex(),
        there.publicKey().hex(),
        wanted.publicKey().hex());
  }

  private static Optional<Difference> servers(List<String> there, List<String> wanted) {
    String from = there.isEmpty() ? ChainDifferences.NONE : String.join(", ", there);
    return there.equals(wanted)
        ? Optional.empty()
        : Optional.of(Difference.of(Attribute.SERVER, from, String.join(", ", wanted)));
  }

  private static String same(Sighting wanted) {
    if (wanted.publicKey().isPresent()) {
      return "it is the same key in other bytes";
    }
    if (!wanted.servers().isEmpty()) {
      return "it is the same in all that may be read of it";
    }
    return wanted.certificates().size() == 1
        ? "it is the same certificate in other bytes"
        : "it holds the same certificates in other bytes";
  }
}
