package dev.kprov.pki;

import dev.kprov.base.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who may be a user. The API server believes what a certificate says, and until that ends nobody
 * can take it back: a user must not be able to pass for a part of the cluster.
 */
public final class UserRules {

  /** Passes every check of the API server, before any role is looked at. */
  public static final String MASTERS = "system:masters";

  /** Kubernetes keeps names that begin so to itself (kubernetes.io, "Using RBAC"). */
  private static final String RESERVED = "system:";

  /** Reserved, but made for people and programs that read health and metrics. */
  private static final Set<String> FOR_PEOPLE = Set.of(MASTERS, "system:monitoring");

  /** A part of file names too; 64 is the longest common name (RFC 5280 appendix A.1). */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}");

  private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+:/-]{0,63}");

  private UserRules() {}

  /**
   * Why a user cannot be.
   *
   * @param pki the cluster's own items, which a user must not pass for
   * @param mastersAllowed whether the operator said expressly that the user may be all-powerful
   */
  public static List<Problem> faults(User user, Pki pki, boolean mastersAllowed) {
    List<Problem> faults = new ArrayList<>();
    name(user.name(), pki).ifPresent(faults::add);
    user.groups().stream()
        .flatMap(group -> group(group, mastersAllowed).stream())
        .forEach(faults::add);
    return faults;
  }

  private static Optional<Problem> name(String name, Pki pki) {
    if (name.startsWith(RESERVED)) {
      return Optional.of(
          Problem.of(
              "user " + name + ": names that begin with system: are those of Kubernetes' own parts",
              "a part of the cluster gets its certificate from the playbook"));
    }
    if (!NAME.matcher(name).matches()) {
      return Optional.of(
          Problem.of(
              "user " + name + ": a name has at most 64 of A to Z, a to z, 0 to 9 and . _ @ + -",
              "it begins with a letter or a digit"));
    }
    return pki.items().stream()
        .filter(item -> clients(item).anyMatch(name::equalsIgnoreCase))
        .findFirst()
        .map(item ->
            Problem.of(
                "user " + name + ": " + item.id() + " of the playbook goes by that name",
                "choose another; the API server could not tell the two apart"));
  }

  /** The names that an item shows as a client. */
  private static Stream<String> clients(Item item) {
    return switch (item) {
      case Item.Certificate leaf -> name(leaf.usages(), leaf.subject());
      case Item.KeyPair pair ->
          pair.certificate().stream().flatMap(over -> name(over.usages(), over.subject()));
      case Item.Authority _, Item.Chain _, Item.Kubeconfig _, Item.Encryption _ -> Stream.empty();
    };
  }

  private static Stream<String> name(Set<Usage> usages, Subject subject) {
    return usages.contains(Usage.CLIENT) ? Stream.of(subject.commonName()) : Stream.empty();
  }

  private static Optional<Problem> group(String group, boolean mastersAllowed) {
    if (group.equals(MASTERS) && !mastersAllowed) {
      return Optional.of(
          Problem.of(
              "group system:masters may do everything, whatever the roles say, and its"
                  + " certificates cannot be revoked",
              "bind a group of your own to the role cluster-admin, or add"
                  + " --allow-system-masters"));
    }
    if (group.startsWith(RESERVED) && !FOR_PEOPLE.contains(group)) {
      return Optional.of(
          Problem.of(
              "group " + group + ": it is one of Kubernetes' own parts",
              "bind a group of your own to the roles that the user needs"));
    }
    return GROUP.matcher(group).matches()
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                "group "
                    + group
                    + ": a name has at most 64 of A to Z, a to z, 0 to 9 and"
                    + " . _ @ + : / -",
                "it begins with a letter or a digit"));
  }
}
