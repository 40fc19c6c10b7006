package dev.kprov.pki;

import dev.kprov.state.Difference;
import dev.kprov.state.Difference.Attribute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a certificate that the store holds must be made again. Nothing is reissued without a reason
 * that a person can read.
 *
 * @param reasons in the order in which they are told; empty where the certificate is good
 * @param newKey whether the key is a reason too
 */
public record Reissue(List<String> reasons, boolean newKey) {

  public Reissue {
    reasons = List.copyOf(reasons);
  }

  public boolean needed() {
    return !reasons.isEmpty();
  }

  /**
   * The same, asked for by somebody as well. What the store does not hold is made anyway, and with
   * a new key.
   *
   * @param reason what this is called
   * @param withNewKey whether a new key was asked for
   */
  public Reissue asked(String reason, Holding held, boolean withNewKey) {
    return held.nothing()
        ? this
        : new Reissue(
            Stream.concat(Stream.of(reason), reasons.stream()).toList(), newKey || withNewKey);
  }

  /**
   * Compares what is held with what is wanted.
   *
   * @param issuers the issuer with those above it; unknown where that is itself issued anew
   */
  public static Reissue of(
      Item.Certificate wanted, Holding held, Lineage issuers, Ledger ledger, Instant now) {
    if (held.nothing()) {
      return new Reissue(
          List.of(
              ledger.recorded(wanted.id())
                  ? "its files are missing from the store"
                  : "never issued"),
          true);
    }
    Optional<Reason> key = keyReason(wanted, held);
    List<Reason> reasons = reasons(wanted, held, key, issuers, now);
    return isKept(held, ledger, reasons)
        ? new Reissue(List.of(), false)
        : new Reissue(
            reasons.stream().map(Reason::text).toList(),
            key.isPresent() || isForeign(wanted, held, ledger));
  }

  /** In what a certificate that was adopted, and is not made again, is not what is wanted. */
  public static List<String> forgiven(
      Item.Certificate wanted, Holding held, Lineage issuers, Ledger ledger, Instant now) {
    List<Reason> reasons = reasons(wanted, held, keyReason(wanted, held), issuers, now);
    return isKept(held, ledger, reasons) ? reasons.stream().map(Reason::text).toList() : List.of();
  }

  private static List<Reason> reasons(
      Item.Certificate wanted, Holding held, Optional<Reason> key, Lineage issuers, Instant now) {
    List<Reason> reasons = new ArrayList<>(key.stream().toList());
    held.certificate()
        .ifPresentOrElse(
            certificate -> reasons.addAll(reasons(wanted, held, certificate, issuers, now)),
            () -> reasons.add(Reason.grave(lost(wanted.certFile().text(), held))));
    return reasons;
  }

  /**
   * Something for which a certificate is made again.
   *
   * @param isGrave whether it is one for a certificate of a cluster that was adopted too: such a
   *     one is kept as long as it serves, but once it must be made again, it is made as wanted
   */
  private record Reason(String text, boolean isGrave) {

    static Reason grave(String text) {
      return new Reason(text, true);
    }

    static Reason light(String text) {
      return new Reason(text, false);
    }
  }

  /** Whether it was adopted, and is kept whatever the reasons. */
  private static boolean isKept(Holding held, Ledger ledger, List<Reason> reasons) {
    return held.certificate()
            .filter(certificate -> ledger.adopted(certificate.fingerprint()))
            .isPresent()
        && reasons.stream().noneMatch(Reason::isGrave);
  }

  private static Optional<Reason> keyReason(Item.Certificate wanted, Holding held) {
    if (held.key().isEmpty()) {
      return Optional.of(Reason.grave(lost(wanted.keyFile().text(), held)));
    }
    KeyInfo key = held.key().get();
    return key.algorithm().equals(Optional.of(wanted.algorithm()))
        ? Optional.empty()
        : Optional.of(
            Reason.light(
                Difference.of(Attribute.KEY, key.kind(), wanted.algorithm().word()).text()));
  }

  /**
   * Whether the key beside the certificate was never issued for it: it may be another item's, and
   * two must not share one.
   */
  private static boolean isForeign(Item.Certificate wanted, Holding held, Ledger ledger) {
    return held.mismatched()
        && held.key().filter(key -> ledger.recorded(wanted.id(), key.publicKey())).isEmpty();
  }

  private static String lost(String file, Holding held) {
    return held.damage().stream()
        .filter(damage -> damage.startsWith(file + " "))
        .findFirst()
        .orElse(file + " is missing from the store");
  }

  private static List<Reason> reasons(
      Item.Certificate wanted,
      Holding held,
      CertificateInfo certificate,
      Lineage issuers,
      Instant now) {
    List<Reason> reasons = new ArrayList<>();
    if (held.mismatched()) {
      reasons.add(Reason.grave(wanted.keyFile() + " is not the key of " + wanted.certFile()));
    }
    issuers
        .authority()
        .ifPresentOrElse(
            ca ->
                CertificateDifferences.issuer(certificate, ca)
                    .or(() -> ChainDifferences.behind(held.above(), issuers.intermediates()))
                    .map(difference -> Reason.grave(difference.text()))
                    .or(() -> issuers.excess(certificate).map(Reason::light))
                    .ifPresent(reasons::add),
            () -> reasons.add(Reason.grave("issuer changed")));
    if (certificate.authority()) {
      reasons.add(Reason.grave("it is a CA certificate"));
    }
    if (!certificate.keyIdentifiers()) {
      reasons.add(Reason.light("it has no key identifiers"));
    }
    CertificateDifferences.subject(certificate.subject(), wanted.subject())
        .map(found ->
            new Reason(found.text(), !certificate.subject().sameIdentity(wanted.subject())))
        .ifPresent(reasons::add);
    CertificateDifferences.usages(certificate.usages(), wanted.usages())
        .map(found -> new Reason(found.text(), !certificate.usages().containsAll(wanted.usages())))
        .ifPresent(reasons::add);
    CertificateDifferences.names(certificate.names(), wanted.names())
        .map(found ->
            new Reason(found.text(), !wanted.names().missingFrom(certificate.names()).isEmpty()))
        .ifPresent(reasons::add);
    if (Lifetime.due(certificate, wanted.renewBefore(), now)
        && renewable(wanted, certificate, issuers, now)) {
      reasons.add(Reason.grave(expiry(certificate, wanted, now)));
    }
    return reasons;
  }

  private static String expiry(CertificateInfo certificate, Item.Certificate wanted, Instant now) {
    String day = Lifetime.day(certificate.notAfter());
    return Lifetime.expired(certificate, now)
        ? "expired " + day
        : "expires "
            + day
            + ", within "
            + Lifetime.words(Lifetime.margin(certificate, wanted.renewBefore()));
  }

  /** Whether a renewal now would really last longer than what is held. */
  private static boolean renewable(
      Item.Certificate wanted, CertificateInfo held, Lineage issuers, Instant now) {
    return !issuers.certificates().isEmpty()
        && Lifetime.end(now, wanted.validity(), issuers.end()).isAfter(held.notAfter());
  }
}
