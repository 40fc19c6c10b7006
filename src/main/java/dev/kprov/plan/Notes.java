package dev.kprov.plan;

import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.pki.Lifetime;
import dev.kprov.pki.Usage;
import dev.kprov.pki.UserRules;
import dev.kprov.playbook.Playbook;
import java.util.List;
import java.util.stream.Stream;

/** What is to be told of items when they are made, by the playbook's wish and otherwise. */
public final class Notes {

  private Notes() {}

  /**
   * The findings for some changes of the store.
   *
   * @param before the world before they are made
   */
  public static List<Finding> of(World before, List<Change> changes) {
    return changes.stream()
        .filter(Change.Issue.class::isInstance)
        .map(Change.Issue.class::cast)
        .flatMap(issue ->
            Stream.concat(of(before.playbook(), issue.item()).stream(), replaced(before, issue)))
        .toList();
  }

  /** Kubernetes asks no list of revoked certificates: what leaked lives on until it ends. */
  private static Stream<Finding> replaced(World before, Change.Issue issue) {
    return issue.item() instanceof Item.Certificate leaf && before.wishes().includes(leaf)
        ? before.store().of(leaf.id()).certificate().stream()
            .filter(old -> !Lifetime.expired(old, before.now()))
            .map(old ->
                Finding.warning(
                    leaf.id().toString(),
                    "the certificate that it replaces is good until "
                        + Lifetime.day(old.notAfter())
                        + " for whoever has its key, and nobody can revoke it",
                    issue.newKey() ? ending(old) : "if the key leaked, add --new-key"))
        : Stream.of();
  }

  /** What ends the power of a certificate before its time. */
  private static String ending(CertificateInfo old) {
    List<String> groups = old.subject().values("O");
    if (!old.usages().contains(Usage.CLIENT) || groups.contains(UserRules.MASTERS)) {
      return "before that day, only another authority ends it";
    }
    String name = old.subject().commonName();
    return "take from "
        + name
        + (groups.isEmpty() ? "" : " and " + String.join(", ", groups))
        + " what they may do (RBAC); else, only another authority ends it";
  }

  private static List<Finding> of(Playbook playbook, Item item) {
    return playbook.pki().notes(item.id()).stream()
        .map(note -> new Finding(Severity.WARNING, item.id().toString(), note.text(), note.hint()))
        .toList();
  }
}
