package dev.kprov.lint;

import dev.kprov.pki.Subject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Who a certificate says its holder is, and what for. */
final class Identity {

  private static final String NODE = "system:node:";
  private static final String NODES = "system:nodes";

  private Identity() {}

  /** Whether two names are one for a verifier: without regard to case and runs of spaces. */
  static boolean same(Subject one, Subject other) {
    return folded(one).equals(folded(other));
  }

  /** RFC 5280 section 7.1, without the Unicode part of RFC 4518. */
  private static List<Subject.Attribute> folded(Subject subject) {
    return subject.attributes().stream()
        .map(attribute ->
            new Subject.Attribute(
                attribute.type(),
                attribute.value().strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT)))
        .toList();
  }

  static Stream<Spot> namedLikeTheIssuer(Evidence evidence) {
    return evidence
        .leaves()
        .filter(leaf -> same(leaf.subject(), leaf.issuer()))
        .map(leaf ->
            new Spot(
                leaf.name(),
                "its subject is its issuer's"
                    + (leaf.subject().equals(leaf.issuer()) ? "" : " but for case")
                    + (leaf.identified() ? "" : ", and no key identifier tells them apart")));
  }

  static Stream<Spot> clientsThatServe(Evidence evidence) {
    return evidence
        .leaves()
        .filter(leaf -> leaf.serves() && leaf.isClient() && leaf.nameless())
        .map(leaf -> new Spot(leaf.name(), "is a client's, and good for servers too"));
  }

  static Stream<Spot> serversWithoutNames(Evidence evidence) {
    return evidence
        .leaves()
        .filter(leaf -> leaf.serves() && !leaf.isClient() && leaf.nameless())
        .map(leaf -> new Spot(leaf.name(), "is a server's without names"));
  }

  static Stream<Spot> halfNodes(Evidence evidence) {
    return evidence
        .leaves()
        .filter(Leaf::isClient)
        .filter(leaf ->
            leaf.subject().commonName().startsWith(NODE)
                != leaf.subject().values("O").contains(NODES))
        .map(leaf -> new Spot(leaf.name(), "is no node's: its subject is " + leaf.subject()));
  }

  static Stream<Spot> membersThatOnlyServe(Evidence evidence) {
    return evidence
        .leaves()
        .filter(leaf -> leaf.ofEtcd() && leaf.serves() && !leaf.isClient())
        .map(leaf -> new Spot(leaf.name(), "is etcd's and good for servers only"));
  }
}
