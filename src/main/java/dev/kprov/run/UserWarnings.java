package dev.kprov.run;

import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.pki.Lifetime;
import dev.kprov.pki.Pki;
import dev.kprov.pki.User;
import dev.kprov.pki.UserRules;
import dev.kprov.plan.Expiries;
import dev.kprov.plan.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the operator should know of a user's certificate that was issued. */
final class UserWarnings {

  private UserWarnings() {}

  static List<Finding> of(
      User user, CertificateInfo issued, CertificateInfo ca, Pki pki, Instant wantedEnd) {
    String subject = user.id().toString();
    String end = Lifetime.day(issued.notAfter());
    List<Finding> warnings = new ArrayList<>();
    if (user.groups().contains(UserRules.MASTERS)) {
      warnings.add(
          Finding.warning(
              subject,
              "may do everything until " + end + ", and nobody can take that back before",
              "a group of your own, bound to cluster-admin, can be unbound"));
    }
    if (issued.notAfter().equals(ca.notAfter()) && ca.notAfter().isBefore(wantedEnd)) {
      warnings.add(
          Finding.warning(subject, "ends " + end + " with its authority", Expiries.REPLACE));
    }
    if (pki.items().stream().filter(Item.Authority.class::isInstance).count() == 1) {
      warnings.add(
          Finding.warning(
              subject,
              "has a certificate of the only authority, which etcd trusts too",
              "let nobody but the control hosts reach etcd's ports, or use a layout with an"
                  + " authority of its own for etcd"));
    }
    return warnings;
  }
}
