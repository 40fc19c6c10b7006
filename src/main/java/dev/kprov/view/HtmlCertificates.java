package dev.kprov.view;

import dev.kprov.pki.ItemId;
import dev.kprov.pki.Lifetime;
import dev.kprov.plan.CertificateEntry;
import dev.kprov.plan.CertificateEntry.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The certificates in a page: who signed what, and what ends when. */
final class HtmlCertificates {

  /** What ends within this time is shown in another colour. */
  private static final Duration SOON = Duration.ofDays(30);

  /** The width of a bar, in units of its own. */
  private static final long WIDTH = 1000;

  private final List<CertificateEntry> entries;
  private final Instant now;
  private final Markup html;
  private final Map<String, List<CertificateEntry>> signed;
  private final Set<String> shown = new HashSet<>();

  private HtmlCertificates(List<CertificateEntry> entries, Instant now, Markup html) {
    this.entries = entries;
    this.now = now;
    this.html = html;
    this.signed =
        entries.stream()
            .collect(
                Collectors.groupingBy(
                    CertificateEntry::issuer, LinkedHashMap::new, Collectors.toList()));
  }

  /**
   * Writes the tree and the timeline.
   *
   * @param entries what ends first on top
   * @param now the time of the report
   */
  static void write(List<CertificateEntry> entries, Instant now, Markup html) {
    if (!entries.isEmpty()) {
      HtmlCertificates certificates = new HtmlCertificates(entries, now, html);
      certificates.chains();
      certificates.timeline();
    }
  }

  private void chains() {
    Set<String> below =
        entries.stream()
            .filter(entry -> isAuthority(entry) && !entry.issuer().equals(name(entry)))
            .map(HtmlCertificates::name)
            .collect(Collectors.toSet());
    html.element("h2", "Chains");
    html.start("ul", "class", "tree");
    signed.keySet().stream().filter(signer -> !below.contains(signer)).forEach(this::branch);
    html.end();
  }

  /** An authority with all that it signed; each once, so that a ring of them comes to an end. */
  private void branch(String authority) {
    if (!shown.add(authority)) {
      return;
    }
    html.start("li").element("b", authority);
    entries.stream()
        .filter(entry -> isAuthority(entry) && name(entry).equals(authority))
        .forEach(ca -> html.text(", " + ca.subject() + ", ").element("span", end(ca)));
    html.start("ul");
    leaves(authority)
        .forEach((item, alike) ->
            html.element("li", item.word(alike.size()) + ", " + end(alike.getFirst())));
    signed.getOrDefault(authority, List.of()).stream()
        .filter(HtmlCertificates::isAuthority)
        .map(HtmlCertificates::name)
        .forEach(this::branch);
    html.end().end();
  }

  /** Those of one item for many hosts are one line, of which the first end counts. */
  private Map<Leaf, List<CertificateEntry>> leaves(String authority) {
    return signed.getOrDefault(authority, List.of()).stream()
        .filter(entry -> !isAuthority(entry))
        .collect(
            Collectors.groupingBy(
                entry -> new Leaf(entry.item().section(), entry.item().name()),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  private record Leaf(ItemId.Section section, String name) {

    String word(int count) {
      return section.word() + " " + name + (count == 1 ? "" : " (" + count + ")");
    }
  }

  private void timeline() {
    html.element("h2", "What ends when");
    HtmlStandings.table(
        "certificates", html, "Ends", "In", "Certificate", "Issuer", "Chain ends", "Where", "Life");
    Instant from = entries.stream().map(CertificateEntry::notBefore).min(Instant::compareTo).get();
    Instant to = entries.stream().map(CertificateEntry::notAfter).max(Instant::compareTo).get();
    entries.forEach(entry -> row(entry, new Scale(from.isBefore(now) ? from : now, to)));
    HtmlStandings.endTable(html);
  }

  private void row(CertificateEntry entry, Scale scale) {
    boolean harmless = entry.kind() == Kind.WRAPPER;
    String in = harmless ? "never judged" : in(entry.notAfter());
    html.start("tr");
    html.element("td", Lifetime.day(entry.notAfter()), "class", "whole");
    html.element(
        "td", in, "class", "whole " + urgency(entry), "data-key", seconds(entry.notAfter()));
    html.start("td", "class", "wide").text(entry.item().toString()).empty("br");
    html.element("small", entry.subject()).end();
    html.element("td", entry.issuer(), "class", "whole");
    html.element("td", harmless ? "" : Lifetime.day(entry.chainEnd()), "class", "whole");
    html.element("td", places(entry));
    html.start("td");
    bar(entry, scale);
    html.end().end();
  }

  private void bar(CertificateEntry entry, Scale scale) {
    long begin = scale.at(entry.notBefore());
    long width = Math.max(2, scale.at(entry.notAfter()) - begin);
    String today = Long.toString(scale.at(now));
    html.start("svg", "class", "bar", "viewBox", "0 0 " + WIDTH + " 10");
    html.attribute("preserveAspectRatio", "none").attribute("aria-hidden", "true");
    html.empty("rect", "x", Long.toString(begin), "y", "1", "width", Long.toString(width));
    html.attribute("height", "8").attribute("class", urgency(entry));
    html.empty("line", "x1", today, "x2", today, "y1", "0", "y2", "10");
    html.end();
  }

  /** From the first begin to the last end. */
  private record Scale(Instant from, Instant to) {

    long at(Instant time) {
      long whole = Math.max(1, Duration.between(from, to).toSeconds());
      return Math.clamp(WIDTH * Duration.between(from, time).toSeconds() / whole, 0, WIDTH);
    }
  }

  /** On how many hosts it lies, and whether the store has it. */
  private static String places(CertificateEntry entry) {
    List<String> hosts =
        entry.places().stream().flatMap(place -> place.host().stream()).distinct().toList();
    boolean stored = entry.places().stream().anyMatch(place -> place.host().isEmpty());
    String on = String.join(", ", hosts);
    return stored ? (hosts.isEmpty() ? "store" : "store, " + on) : on;
  }

  private String urgency(CertificateEntry entry) {
    if (entry.kind() == Kind.WRAPPER) {
      return "";
    }
    if (entry.chainEnd().isBefore(now)) {
      return "ended";
    }
    return entry.endsWithin(SOON, now) ? "soon" : "";
  }

  private String end(CertificateEntry entry) {
    return entry.kind() == Kind.WRAPPER
        ? "never judged by its end"
        : "until " + Lifetime.day(entry.notAfter()) + " (" + in(entry.notAfter()) + ")";
  }

  private String in(Instant end) {
    return now.isAfter(end) ? "ended" : Lifetime.words(Duration.between(now, end));
  }

  private static String seconds(Instant time) {
    return Long.toString(time.getEpochSecond());
  }

  private static boolean isAuthority(CertificateEntry entry) {
    return entry.kind() == Kind.AUTHORITY;
  }

  private static String name(CertificateEntry entry) {
    return entry.item().name();
  }
}
