package dev.kprov.pki;

import dev.kprov.base.StorePath;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A person or program that the operator lets into the cluster with a client certificate. The
 * playbook knows nothing of it; its files lie below {@code users/NAME/} in the store.
 *
 * @param name what the API server knows the user by: the common name
 * @param groups the groups it counts the user to: the organizations, in this order
 */
public record User(String name, List<String> groups) {

  public User {
    groups = groups.stream().distinct().toList();
  }

  public ItemId id() {
    return ItemId.of(ItemId.Section.USER, name);
  }

  /** Groups first, as every subject has its common name last. */
  public Subject subject() {
    return new Subject(
        Stream.concat(
                groups.stream().map(group -> new Subject.Attribute("O", group)),
                Stream.of(new Subject.Attribute("CN", name)))
            .toList());
  }

  /**
   * The user of a ledger's line; empty for what belongs to the playbook. A subject's text can be
   * taken apart again, because no name of a user or group has a comma ({@link UserRules}).
   */
  public static Optional<User> of(LedgerEntry entry) {
    return entry
        .certificate()
        .filter(_ -> entry.item().startsWith(ItemId.Section.USER.word() + "/"))
        .map(signed -> List.of(signed.subject().split(", ")))
        .map(parts -> new User(values(parts, "CN=").getLast(), values(parts, "O=")));
  }

  private static List<String> values(List<String> parts, String type) {
    return parts.stream()
        .filter(part -> part.startsWith(type))
        .map(part -> part.substring(type.length()))
        .toList();
  }

  /** The same user with the groups in another order, where only that differs. */
  public User inOrderOf(List<String> order) {
    return Set.copyOf(order).equals(Set.copyOf(groups)) ? new User(name, order) : this;
  }

  /** The certificate of the user, for clients only; due for renewal in its last third. */
  public Item.Certificate certificate(ItemId issuer, KeyAlgorithm algorithm, Duration validity) {
    return new Item.Certificate(
        id(),
        issuer,
        subject(),
        algorithm,
        Set.of(Usage.CLIENT),
        AltNames.NONE,
        validity,
        validity,
        file(".pem"),
        file("-key.pem"));
  }

  /** The kubeconfig of the user, who goes where the holder of another one goes. */
  public Item.Kubeconfig kubeconfig(Item.Kubeconfig like) {
    return new Item.Kubeconfig(
        ItemId.of(ItemId.Section.KUBECONFIG, "user/" + name),
        like.cluster(),
        like.server(),
        name,
        name + "@" + like.cluster(),
        like.authority(),
        id(),
        file(".kubeconfig"));
  }

  /** Where the request of a user lies who keeps the key. */
  public StorePath requestFile() {
    return file(".csr");
  }

  private StorePath file(String ending) {
    return new StorePath("users/" + name + "/" + name + ending);
  }
}
