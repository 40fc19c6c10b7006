package dev.kprov.lint;

import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Lifetime;
import dev.kprov.pki.Lineage;
import dev.kprov.pki.Strength;
import dev.kprov.plan.Expiries;
import dev.kprov.plan.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** When certificates end, and whether what signed them holds. */
final class Chains {

  /** How far ahead an end is told of where no playbook says when to renew. */
  private static final Duration NOTICE = Duration.ofDays(30);

  private Chains() {}

  private static Stream<Exhibit.Certificate> found(Evidence evidence) {
    return evidence.all(Exhibit.Certificate.class);
  }

  private static Stream<Exhibit.Certificate> ending(Evidence evidence) {
    return found(evidence).filter(one -> !one.wrapper());
  }

  static Stream<Spot> outliving(Evidence evidence) {
    return ending(evidence)
        .flatMap(one ->
            evidence
                .signer(one.info())
                .flatMap(ca -> excess(one.info(), ca))
                .map(excess -> new Spot(one.name(), excess))
                .stream());
  }

  /** An authority begins before the one above it once that is renewed, and nobody minds. */
  private static Optional<String> excess(CertificateInfo info, CertificateInfo ca) {
    return info.authority() ? new Lineage(List.of(ca)).outlived(info) : Lifetime.excess(info, ca);
  }

  static Stream<Spot> longerThanTheAuthority(Layout layout) {
    return Stream.concat(
        layout
            .all(Item.Authority.class)
            .flatMap(ca -> longer(ca.id(), ca.validity(), ca.issuer(), layout)),
        layout
            .all(Item.Certificate.class)
            .flatMap(
                leaf -> longer(leaf.id(), leaf.validity(), Optional.of(leaf.issuer()), layout)));
  }

  private static Stream<Spot> longer(
      ItemId id, Duration validity, Optional<ItemId> issuer, Layout layout) {
    return issuer
        .map(ca -> layout.authority(ca).validity())
        .filter(longest -> validity.compareTo(longest) > 0)
        .map(longest ->
            new Spot(
                id.toString(),
                "is to live "
                    + Lifetime.words(validity)
                    + ", its authority "
                    + Lifetime.words(longest)))
        .stream();
  }

  static Stream<Spot> notValidNow(Evidence evidence) {
    Instant now = evidence.now();
    return Stream.concat(
        ending(evidence)
            .filter(one -> Lifetime.expired(one.info(), now))
            .map(one -> new Spot(one.name(), "expired " + day(one.info().notAfter()))),
        ending(evidence)
            .filter(one -> now.isBefore(one.info().notBefore()))
            .map(one -> new Spot(one.name(), "is not valid before " + one.info().notBefore())));
  }

  /** What no run can push out by renewing, or, where nothing is known of runs, all that ends. */
  static Stream<Spot> endingSoon(Evidence evidence) {
    Instant now = evidence.now();
    return evidence
        .layout()
        .map(layout ->
            Expiries.of(layout.playbook().pki(), layout.store(), now).stream()
                .filter(finding -> !finding.isError())
                .map(Chains::spot))
        .orElseGet(() ->
            ending(evidence)
                .filter(one -> Lifetime.due(one.info(), NOTICE, now))
                .filter(one -> !Lifetime.expired(one.info(), now))
                .map(one -> new Spot(one.name(), "expires " + day(one.info().notAfter()))));
  }

  private static Spot spot(Finding finding) {
    return new Spot(finding.subject(), finding.message());
  }

  /**
   * The name of a known authority, but not its key: what an issuer of another day leaves behind.
   */
  static Stream<Spot> ofAnotherKey(Evidence evidence) {
    return found(evidence)
        .filter(one -> one.info().signer().isEmpty())
        .flatMap(one ->
            evidence
                .authorities()
                .filter(ca -> Identity.same(ca.subject(), one.info().issuer()))
                .findFirst()
                .flatMap(one.info()::otherSigner)
                .map(signer -> new Spot(one.name(), signer))
                .stream());
  }

  static Stream<Spot> weakKeys(Evidence evidence) {
    return strengths(evidence, info -> info.strength().weakKey())
        .map(one -> new Spot(one.name(), "has a key of " + words(one.info().strength())));
  }

  /** Nobody verifies the signature of a certificate that is trusted by itself. */
  static Stream<Spot> brokenHashes(Evidence evidence) {
    return strengths(evidence, info -> info.strength().brokenHash() && !info.selfSigned())
        .map(one -> new Spot(one.name(), "is signed with " + one.info().strength().signature()));
  }

  static Stream<Spot> unidentified(Evidence evidence) {
    return strengths(evidence, info -> !info.keyIdentifiers())
        .map(one -> new Spot(one.name(), "lacks a key identifier"));
  }

  private static Stream<Exhibit.Certificate> strengths(
      Evidence evidence, Predicate<CertificateInfo> weak) {
    return found(evidence).filter(one -> weak.test(one.info()));
  }

  private static String words(Strength strength) {
    return strength.key() + "-" + strength.bits();
  }

  private static String day(Instant instant) {
    return Lifetime.day(instant);
  }
}
