package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.mint.KeyHolder;
import dev.kprov.mint.Keys;
import dev.kprov.mint.SigningRequest;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.Ledger;
import dev.kprov.pki.Reissue;
import dev.kprov.pki.StoreState;
import dev.kprov.pki.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to become of a user.
 *
 * @param user as asked for; the groups in the order that the certificate at hand has, where they
 *     are the same
 * @param item the certificate that the user shall have
 * @param key whose certificate it is
 * @param fresh whether the store does not have that key or request yet
 * @param reasons why to issue it; none where the one at hand is good
 */
record UserDecision(
    User user, Item.Certificate item, KeyHolder key, boolean fresh, List<String> reasons) {

  UserDecision {
    reasons = List.copyOf(reasons);
  }

  boolean issue() {
    return !reasons.isEmpty();
  }

  /** The key that a user shall have, and whether the store does not have it yet. */
  private record Chosen(KeyHolder key, boolean fresh) {}

  /**
   * Compares what is asked for with what is held. A certificate that says something else is not
   * replaced unasked: it stays good until it ends, whatever is issued after it.
   *
   * @param asked the request that came with the order
   */
  static UserDecision of(
      UserOrder order,
      UserTerms terms,
      UserKeys keys,
      Optional<SigningRequest> asked,
      StoreState state,
      Instant now)
      throws RunFailure {
    Holding held = held(state.of(order.user().id()), keys);
    Optional<CertificateInfo> certificate = held.certificate();
    User user =
        certificate
            .map(info -> order.user().inOrderOf(info.subject().values("O")))
            .orElse(order.user());
    List<String> changes = changes(order, user, held, asked);
    if (certificate.isPresent() && !changes.isEmpty() && !order.renew()) {
      throw exists(user, certificate.get(), changes);
    }
    Chosen chosen = choose(order, terms, user, keys, asked, state.ledger());
    KeyAlgorithm algorithm = chosen.key().info().algorithm().orElse(terms.client().algorithm());
    Item.Certificate item = user.certificate(terms.issuer().id(), algorithm, order.validity());
    return new UserDecision(
        user, item, chosen.key(), chosen.fresh(), reasons(order, item, held, changes, state, now));
  }

  /** The key of a user who keeps it is known by the request. */
  private static Holding held(Holding files, UserKeys keys) {
    return keys.request().map(request -> files.withKey(request.info())).orElse(files);
  }

  /** In what a user who exists would become another one. */
  private static List<String> changes(
      UserOrder order, User user, Holding held, Optional<SigningRequest> asked) {
    List<String> changes = new ArrayList<>();
    held.certificate()
        .map(info -> info.subject())
        .filter(subject -> !subject.equals(user.subject()))
        .ifPresent(subject -> changes.add("subject: " + subject + " → " + user.subject()));
    held.certificate()
        .filter(info ->
            asked.filter(one -> !one.info().publicKey().equals(info.publicKey())).isPresent())
        .ifPresent(_ -> changes.add("key: that of another request"));
    held.key()
        .flatMap(key -> key.algorithm())
        .filter(kind -> order.key().filter(wanted -> wanted != kind).isPresent())
        .ifPresent(kind -> changes.add("key: " + kind + " → " + order.key().orElseThrow()));
    return changes;
  }

  private static RunFailure exists(User user, CertificateInfo held, List<String> changes) {
    return new RunFailure(
        RunFailure.Kind.USAGE,
        "user "
            + user.name()
            + " exists until "
            + held.notAfter()
            + ", and would be another: "
            + String.join("; ", changes),
        "--renew issues a certificate that says so; the one that exists opens the cluster until"
            + " it ends");
  }

  /** A key that was never issued to the user may be somebody else's, and is not used. */
  private static Chosen choose(
      UserOrder order,
      UserTerms terms,
      User user,
      UserKeys keys,
      Optional<SigningRequest> asked,
      Ledger ledger)
      throws RunFailure {
    if (asked.isPresent()) {
      return new Chosen(asked.get(), !keys.holds(asked.get()));
    }
    if (keys.request().isPresent()) {
      if (order.newKey() || order.key().isPresent()) {
        throw new RunFailure(
            RunFailure.Kind.USAGE,
            "user " + user.name() + " keeps the key, so kprov cannot make another",
            "sign a request of the new key with --csr and --renew");
      }
      return new Chosen(keys.request().get(), false);
    }
    Optional<KeyHolder> same =
        keys.pair()
            .filter(pair -> ledger.recorded(user.id(), pair.info().publicKey()))
            .filter(_ -> !order.newKey())
            .filter(pair -> order.key().isEmpty() || pair.info().algorithm().equals(order.key()))
            .map(pair -> pair);
    return same.isPresent()
        ? new Chosen(same.get(), false)
        : new Chosen(Keys.generate(order.key().orElse(terms.client().algorithm())), true);
  }

  private static List<String> reasons(
      UserOrder order,
      Item.Certificate item,
      Holding held,
      List<String> changes,
      StoreState state,
      Instant now) {
    List<String> reasons = new ArrayList<>(changes);
    Reissue.of(item, held, state.of(item.issuer()).lineage(), state.ledger(), now)
        .reasons()
        .stream()
        .filter(reason -> !reasons.contains(reason))
        .forEach(reasons::add);
    held.certificate()
        .filter(info -> !state.ledger().issued(info.fingerprint()))
        .ifPresent(_ -> reasons.add("the ledger does not know it"));
    if (order.newKey()) {
      reasons.add("a new key was asked for");
    } else if (reasons.isEmpty() && order.renew()) {
      reasons.add("asked for");
    }
    return reasons;
  }
}
