package dev.kprov.pki;

import dev.kprov.base.Sha256;
import dev.kprov.state.Difference;
import dev.kprov.state.Difference.Attribute;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** In what a certificate is not the one that is wanted, as somebody who knows X.509 would say. */
public final class CertificateDifferences {

  private CertificateDifferences() {}

  /**
   * Compares two certificates. What every issuance changes (serial, begin, the hour of its end) is
   * told only where nothing else tells the two apart.
   */
  public static List<Difference> of(CertificateInfo there, CertificateInfo wanted) {
    List<Difference> found =
        Stream.of(
                signer(there, wanted),
                subject(there.subject(), wanted.subject()),
                usages(there.usages(), wanted.usages()),
                names(there.names(), wanted.names()),
                plain(Attribute.CONSTRAINTS, constraints(there), constraints(wanted)),
                plain(Attribute.KEY_IDENTIFIERS, identifiers(there), identifiers(wanted)),
                plain(
                    Attribute.SIGNATURE,
                    there.strength().signature(),
                    wanted.strength().signature()),
                key(there, wanted),
                day(there.notAfter(), wanted.notAfter()))
            .flatMap(Optional::stream)
            .toList();
    return found.isEmpty() ? ofIssuances(there, wanted) : found;
  }

  private static List<Difference> ofIssuances(CertificateInfo there, CertificateInfo wanted) {
    List<Difference> found =
        Stream.of(
                plain(Attribute.BEGIN, there.notBefore().toString(), wanted.notBefore().toString()),
                plain(Attribute.EXPIRY, there.notAfter().toString(), wanted.notAfter().toString()),
                plain(Attribute.SERIAL, there.serial().toString(16), wanted.serial().toString(16)))
            .flatMap(Optional::stream)
            .toList();
    return found.isEmpty() && !there.fingerprint().equals(wanted.fingerprint())
        ? List.of(Difference.contentFor("another certificate bears its serial"))
        : found;
  }

  /** Of two that sign themselves, their keys and names say it. */
  private static Optional<Difference> signer(CertificateInfo there, CertificateInfo wanted) {
    if (there.selfSigned() && wanted.selfSigned()) {
      return Optional.empty();
    }
    return isDamaged(there, wanted)
        ? Optional.of(Difference.of(Attribute.SIGNATURE, "it does not verify"))
        : issuer(there, wanted.issuer(), wanted.signer());
  }

  /** An issuer gives every serial once (RFC 5280 section 4.1.2.2), so this is no other issuer. */
  private static boolean isDamaged(CertificateInfo there, CertificateInfo wanted) {
    return there.signer().isEmpty()
        && wanted.signer().isPresent()
        && there.issuer().equals(wanted.issuer())
        && there.serial().equals(wanted.serial());
  }

  /** Whether an authority signed a certificate, and if not, who did. */
  static Optional<Difference> issuer(CertificateInfo there, CertificateInfo authority) {
    return there.signedBy(authority)
        ? Optional.empty()
        : issuer(there, authority.subject(), Optional.of(authority.publicKey()));
  }

  /** Names alone mislead: whoever makes a CA by the guide a second time gives it the same one. */
  private static Optional<Difference> issuer(
      CertificateInfo there, Subject name, Optional<Sha256> key) {
    if (!there.issuer().equals(name)) {
      String from = there.selfSigned() ? "itself" : there.issuer().toString();
      return Optional.of(Difference.of(Attribute.ISSUER, from, name.toString()));
    }
    return there.signer().equals(key)
        ? Optional.empty()
        : Optional.of(Difference.of(Attribute.ISSUER, "another CA of the same name"));
  }

  static Optional<Difference> subject(Subject there, Subject wanted) {
    return plain(Attribute.SUBJECT, there.toString(), wanted.toString());
  }

  static Optional<Difference> usages(Set<Usage> there, Set<Usage> wanted) {
    return plain(Attribute.USAGES, Usage.words(there), Usage.words(wanted));
  }

  /** What is wanted and lacks, and what is there and not wanted; their order is no difference. */
  static Optional<Difference> names(AltNames there, AltNames wanted) {
    String changes =
        Stream.concat(
                wanted.missingFrom(there).stream().map(name -> "+ " + name),
                there.missingFrom(wanted).stream().map(name -> "- " + name))
            .collect(Collectors.joining(", "));
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Difference.of(
                Attribute.NAMES,
                changes,
                String.join(", ", there.all()),
                String.join(", ", wanted.all())));
  }

  /** People are told of kinds of keys; of two of one kind, only programs need the hashes. */
  private static Optional<Difference> key(CertificateInfo there, CertificateInfo wanted) {
    String from = KeyInfo.of(there).kind();
    String to = KeyInfo.of(wanted).kind();
    return there.sameKey(wanted)
        ? Optional.empty()
        : Optional.of(
            Difference.of(
                Attribute.KEY,
                from.equals(to) ? "another one" : from + " → " + to,
                there.publicKey().hex(),
                wanted.publicKey().hex()));
  }

  /** One of two values that are compared by what people read of them. */
  private static Optional<Difference> plain(Attribute attribute, String there, String wanted) {
    return there.equals(wanted)
        ? Optional.empty()
        : Optional.of(Difference.of(attribute, there, wanted));
  }

  private static Optional<Difference> day(Instant there, Instant wanted) {
    String from = Lifetime.day(there);
    String to = Lifetime.day(wanted);
    return from.equals(to)
        ? Optional.empty()
        : Optional.of(
            Difference.of(
                Attribute.EXPIRY, from + " → " + to, there.toString(), wanted.toString()));
  }

  /** As OpenSSL prints them. */
  private static String constraints(CertificateInfo info) {
    OptionalInt length = info.pathLength();
    return "CA:"
        + (info.authority() ? "TRUE" : "FALSE")
        + (length.isPresent() ? ", pathlen:" + length.getAsInt() : "");
  }

  private static String identifiers(CertificateInfo info) {
    return info.keyIdentifiers() ? "present" : "missing";
  }
}
