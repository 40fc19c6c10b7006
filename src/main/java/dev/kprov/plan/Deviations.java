package dev.kprov.plan;

import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.KeyInfo;
import dev.kprov.pki.StoreState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * In what an irreplaceable item of the store is not what the playbook says of it. What others made
 * is taken as it is: whoever signs for a company asks no playbook for subject, key and lifetime,
 * and a cluster that was adopted runs on what it has.
 */
final class Deviations {

  /** A certificate is backdated by some minutes, and its times are whole seconds. */
  private static final Duration ROUNDING = Duration.ofMinutes(10);

  private Deviations() {}

  static List<String> of(Item item, Holding held, StoreState store) {
    return switch (item) {
      case Item.Authority _, Item.KeyPair _, Item.Encryption _ when store.madeByOthers(item) ->
          List.of();
      case Item.Authority ca ->
          Stream.concat(
                  algorithm(ca.algorithm(), held),
                  held.certificate().stream().flatMap(certificate -> of(ca, certificate, store)))
              .toList();
      case Item.KeyPair pair -> algorithm(pair.algorithm(), held).toList();
      case Item.Encryption encryption ->
          held.encryption().stream().flatMap(info -> of(encryption, info)).toList();
      case Item.Certificate _, Item.Chain _, Item.Kubeconfig _ -> List.of();
    };
  }

  private static Stream<String> of(Item.Authority wanted, CertificateInfo held, StoreState store) {
    Duration life = Duration.between(held.notBefore(), held.notAfter());
    boolean near = life.minus(wanted.validity()).abs().compareTo(ROUNDING) <= 0;
    return Stream.concat(
        difference("subject", held.subject(), wanted.subject()),
        near || isOthers(wanted, held) || isBound(wanted, held, store)
            ? Stream.of()
            : validity(life, wanted.validity()));
  }

  /** How long it lives was for the one to say who signed it. */
  private static boolean isOthers(Item.Authority wanted, CertificateInfo held) {
    return wanted.issuer().isEmpty() && !held.selfSigned();
  }

  /** Whether it ends early because its issuer did, which may have been renewed since. */
  private static boolean isBound(Item.Authority wanted, CertificateInfo held, StoreState store) {
    Instant whole = held.notBefore().plus(wanted.validity());
    return wanted.issuer().stream()
        .flatMap(issuer ->
            Stream.concat(Stream.of(store.of(issuer).lineage().end()), store.ledger().ends(issuer)))
        .anyMatch(end -> whole.isAfter(end) && !held.notAfter().isAfter(end));
  }

  private static Stream<String> of(Item.Encryption wanted, Holding.EncryptionInfo held) {
    return Stream.of(
            difference("provider", held.provider(), wanted.provider().word()),
            difference("key name", held.keyName(), wanted.keyName()),
            difference("resources", held.resources(), wanted.resources()))
        .flatMap(one -> one);
  }

  private static Stream<String> algorithm(KeyAlgorithm wanted, Holding held) {
    return held.key().stream()
        .map(KeyInfo::kind)
        .flatMap(kind -> difference("key", kind, wanted.word()));
  }

  private static Stream<String> difference(String what, Object held, Object wanted) {
    return Optional.of(what + ": " + held + " → " + wanted).stream()
        .filter(_ -> !held.equals(wanted));
  }

  /** In days, unless that would print two lives alike that are not. */
  private static Stream<String> validity(Duration held, Duration wanted) {
    return held.toDays() == wanted.toDays()
        ? difference("validity", held.toMinutes() + "m", wanted.toMinutes() + "m")
        : difference("validity", held.toDays() + "d", wanted.toDays() + "d");
  }
}
