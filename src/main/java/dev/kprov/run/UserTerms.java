package dev.kprov.run;

import dev.kprov.base.Nearest;
import dev.kprov.base.RunFailure;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Pki;
import java.util.List;
import java.util.Optional;

/**
 * What a playbook says of all users.
 *
 * @param like the kubeconfig that theirs follow: its cluster, its server, whom it trusts
 * @param issuer the authority that signs for them
 * @param client the certificate in that kubeconfig
 */
record UserTerms(Item.Kubeconfig like, Item.Authority issuer, Item.Certificate client) {

  /** The operator's own kubeconfig in the shipped playbooks. */
  private static final String ADMIN = "admin";

  /**
   * Finds them in a playbook.
   *
   * @throws RunFailure where it has no such kubeconfig or authority
   */
  static UserTerms of(Pki pki, Optional<String> like, Optional<String> issuer) throws RunFailure {
    Item.Kubeconfig kubeconfig = named(pki, Item.Kubeconfig.class, like.orElse(ADMIN), "--like");
    Item.Certificate client = (Item.Certificate) pki.item(kubeconfig.certificate());
    Item.Authority authority =
        issuer.isPresent()
            ? named(pki, Item.Authority.class, issuer.get(), "--issuer")
            : (Item.Authority) pki.item(client.issuer());
    return new UserTerms(kubeconfig, authority, client);
  }

  static <T extends Item> T named(Pki pki, Class<T> type, String name, String option)
      throws RunFailure {
    List<T> all =
        pki.items().stream()
            .filter(type::isInstance)
            .map(type::cast)
            .filter(item -> item.id().host().isEmpty())
            .toList();
    List<String> names = all.stream().map(Item::id).map(ItemId::name).toList();
    return all.stream()
        .filter(item -> item.id().name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new RunFailure(
                RunFailure.Kind.USAGE,
                "the playbook has no "
                    + (type == Item.Authority.class ? "authority " : "kubeconfig ")
                    + name
                    + " of the whole cluster",
                option + ": " + Nearest.hint(name, names)));
  }
}
