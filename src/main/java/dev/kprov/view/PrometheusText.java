package dev.kprov.view;

import dev.kprov.plan.CertificateEntry;
import dev.kprov.plan.CertificateEntry.Kind;
import dev.kprov.plan.CertificateEntry.Place;
import dev.kprov.result.CertificateList;
import dev.kprov.state.Observation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The ends of certificates for Prometheus' textfile collector (text format 0.0.4). A series is a
 * place and not a certificate, so that it goes on when the certificate is renewed. What ends
 * without harm is left out, and users' certificates are: most end every evening.
 */
public final class PrometheusText {

  private static final String PREFIX = "kprov_";

  private final String cluster;
  private final StringBuilder text = new StringBuilder();

  private PrometheusText(String cluster) {
    this.cluster = cluster;
  }

  public static String of(CertificateList list) {
    PrometheusText text = new PrometheusText(list.cluster());
    text.ends(
        "certificate_not_after_timestamp_seconds",
        "When the certificate at a place ends.",
        list.entries(),
        CertificateEntry::notAfter);
    text.ends(
        "certificate_chain_not_after_timestamp_seconds",
        "When the first certificate of the chain at a place ends.",
        list.entries(),
        CertificateEntry::chainEnd);
    text.hosts(list.hosts());
    text.metric("certificates_listed_timestamp_seconds", "When the certificates were listed.");
    text.sample("certificates_listed_timestamp_seconds", Map.of(), list.now().getEpochSecond());
    return text.text.toString();
  }

  private void ends(
      String name,
      String help,
      List<CertificateEntry> entries,
      Function<CertificateEntry, Instant> end) {
    Map<Map<String, String>, Long> series = new LinkedHashMap<>();
    entries.stream()
        .filter(entry -> entry.kind() == Kind.AUTHORITY || entry.kind() == Kind.LEAF)
        .forEach(entry ->
            entry
                .places()
                .forEach(place ->
                    series.merge(
                        labels(entry, place), end.apply(entry).getEpochSecond(), Math::min)));
    if (!series.isEmpty()) {
      metric(name, help);
      series.forEach((labels, value) -> sample(name, labels, value));
    }
  }

  private static Map<String, String> labels(CertificateEntry entry, Place place) {
    return Map.of(
        "item", entry.item().key(),
        "host", place.host().orElse("local"),
        "path", place.path());
  }

  private void hosts(Map<String, Observation> hosts) {
    if (!hosts.isEmpty()) {
      metric("host_reached", "Whether a host could be looked at.");
      hosts.forEach((host, seen) ->
          sample(
              "host_reached", Map.of("host", host), seen instanceof Observation.Reached ? 1L : 0L));
    }
  }

  private void metric(String name, String help) {
    text.append("# HELP ").append(PREFIX).append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(PREFIX).append(name).append(" gauge\n");
  }

  private void sample(String name, Map<String, String> labels, long value) {
    Map<String, String> all = new TreeMap<>(labels);
    all.put("cluster", cluster);
    String inBraces =
        all.entrySet().stream()
            .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + "\"")
            .collect(Collectors.joining(",", "{", "}"));
    text.append(PREFIX).append(name).append(inBraces).append(' ').append(value).append('\n');
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
