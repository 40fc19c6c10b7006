package dev.kprov.view;

import dev.kprov.base.Printable;
import dev.kprov.pki.Lifetime;
import dev.kprov.plan.CertificateEntry;
import dev.kprov.plan.CertificateEntry.Place;
import dev.kprov.result.CertificateList;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The certificates of a cluster as a table, with what does not fit its columns below each row. */
final class CertificateLines {

  private static final List<String> HEADINGS =
      List.of("ENDS", "IN", "CHAIN ENDS", "CERTIFICATE", "ISSUER", "FOR");
  private static final String INDENT = "  ";

  private CertificateLines() {}

  static List<String> of(CertificateList list) {
    if (list.entries().isEmpty()) {
      return List.of("no certificates");
    }
    List<String> rows =
        Table.lines(
            HEADINGS, list.entries().stream().map(entry -> row(entry, list.now())).toList());
    List<String> lines = new ArrayList<>(rows.subList(0, 1));
    for (int i = 0; i < list.entries().size(); i++) {
      lines.add(rows.get(i + 1));
      lines.addAll(below(list.entries().get(i)));
    }
    list.within().ifPresent(time -> lines.add(summary(list, time)));
    return lines;
  }

  private static String summary(CertificateList list, Duration time) {
    int count = list.expiring().size();
    return (count == 0
            ? "nothing ends"
            : Lines.count(count, "certificate")
                + " to be replaced:"
                + " the end, or that of the chain, comes")
        + " within "
        + Lifetime.words(time);
  }

  private static List<String> row(CertificateEntry entry, Instant now) {
    boolean harmless = entry.kind() == CertificateEntry.Kind.WRAPPER;
    return List.of(
        harmless ? "-" : Lifetime.day(entry.notAfter()),
        harmless ? "-" : in(entry.notAfter(), now),
        harmless ? "-" : Lifetime.day(entry.chainEnd()),
        entry.item().toString(),
        entry.issuer(),
        String.join(", ", entry.purposes()));
  }

  private static String in(Instant end, Instant now) {
    return now.isAfter(end) ? "ended" : Lifetime.words(Duration.between(now, end));
  }

  private static List<String> below(CertificateEntry entry) {
    List<String> lines = new ArrayList<>();
    lines.add(INDENT + "subject: " + Printable.of(entry.subject()));
    if (!entry.names().isEmpty()) {
      lines.add(INDENT + "names: " + names(entry));
    }
    places(entry)
        .forEach((path, holders) ->
            lines.add(INDENT + "at: " + Printable.of(String.join(", ", holders) + ": " + path)));
    return lines;
  }

  /** Each is safe to show, and all of them are shown, however many there are. */
  private static String names(CertificateEntry entry) {
    return entry.names().stream().map(Printable::of).collect(Collectors.joining(", "));
  }

  private static Map<String, List<String>> places(CertificateEntry entry) {
    Map<String, List<String>> places = new LinkedHashMap<>();
    for (Place place : entry.places()) {
      places
          .computeIfAbsent(place.path(), _ -> new ArrayList<>())
          .add(place.host().orElse("store"));
    }
    return places;
  }
}
