package dev.kprov.view;

import dev.kprov.base.Printable;
import dev.kprov.pki.Lifetime;
import dev.kprov.result.UserAdded;
import dev.kprov.result.UserEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Users in words. */
final class UserLines {

  private static final List<String> HEADINGS =
      List.of("USER", "GROUPS", "ENDS", "IN", "KEY", "OLDER", "SERIAL");

  private UserLines() {}

  static List<String> of(UserAdded added) {
    UserEntry entry = added.entry();
    String what =
        added.reasons().isEmpty()
            ? added.kubeconfigMade() ? "kubeconfig written anew" : "nothing to do"
            : "issued (" + String.join("; ", added.reasons()) + ")";
    List<String> lines = new ArrayList<>();
    lines.add(
        Printable.of(
            "user %s: %s; %s until %s"
                .formatted(
                    entry.user().name(),
                    what,
                    entry.user().subject(),
                    entry.certificate().notAfter())));
    added.files().forEach(file -> lines.add(Printable.of("wrote " + file)));
    if (entry.keepsKey() && !added.files().isEmpty()) {
      lines.add("the kubeconfig looks for " + entry.user().name() + "-key.pem beside itself");
    }
    return lines;
  }

  /** A table of all users, or that there is none. */
  static List<String> of(List<UserEntry> users, Instant now) {
    return users.isEmpty()
        ? List.of("no users")
        : Table.lines(HEADINGS, users.stream().map(user -> row(user, now)).toList());
  }

  private static List<String> row(UserEntry entry, Instant now) {
    Instant end = entry.certificate().notAfter();
    return List.of(
        entry.user().name(),
        entry.user().groups().isEmpty() ? "-" : String.join(",", entry.user().groups()),
        end.toString(),
        now.isAfter(end) ? "ended" : Lifetime.words(Duration.between(now, end)),
        entry.keepsKey() ? "user" : "store",
        entry.older().isEmpty() ? "-" : entry.older().size() + " valid",
        entry.certificate().serial());
  }
}
