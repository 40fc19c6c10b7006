package dev.kprov.lint;

import dev.kprov.pki.AltNames;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.pki.Subject;
import dev.kprov.pki.Usage;
import java.util.Set;

/**
 * What a certificate says, or shall say, of its holder.
 *
 * @param name the item or the file
 * @param subject its subject
 * @param issuer the subject of its issuer
 * @param usages what it is for
 * @param names its names
 * @param identified whether key identifiers tell it and its issuer apart
 */
record Leaf(
    String name,
    Subject subject,
    Subject issuer,
    Set<Usage> usages,
    AltNames names,
    boolean identified) {

  Leaf {
    usages = Set.copyOf(usages);
  }

  static Leaf of(Exhibit.Certificate found) {
    CertificateInfo info = found.info();
    return new Leaf(
        found.name(),
        info.subject(),
        info.issuer(),
        info.usages(),
        info.names(),
        info.keyIdentifiers());
  }

  /** What kprov issues for an item always has key identifiers. */
  static Leaf of(Item.Certificate item, Subject issuer) {
    return new Leaf(
        item.id().toString(), item.subject(), issuer, item.usages(), item.names(), true);
  }

  boolean serves() {
    return usages.contains(Usage.SERVER);
  }

  boolean isClient() {
    return usages.contains(Usage.CLIENT);
  }

  boolean nameless() {
    return names.all().isEmpty();
  }

  /** etcd's, by the only sign there is: what it is called. */
  boolean ofEtcd() {
    return Layout.namesEtcd(name) || Layout.namesEtcd(subject.commonName());
  }
}
