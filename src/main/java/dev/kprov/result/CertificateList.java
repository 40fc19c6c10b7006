package dev.kprov.result;

import dev.kprov.plan.CertificateEntry;
import dev.kprov.state.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The certificates of a whole cluster.
 *
 * @param cluster its name
 * @param entries what ends first on top
 * @param hosts what came of looking at the hosts, in the order of the inventory; none where none
 *     was to be looked at
 * @param within how soon an end is too soon, where the operator asks that
 * @param now the time of the list
 */
public record CertificateList(
    String cluster,
    List<CertificateEntry> entries,
    Map<String, Observation> hosts,
    Optional<Duration> within,
    Instant now) {

  public CertificateList {
    entries = List.copyOf(entries);
    hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
  }

  /** What ends too soon. */
  public List<CertificateEntry> expiring() {
    return entries.stream()
        .filter(entry -> within.filter(time -> entry.endsWithin(time, now)).isPresent())
        .toList();
  }

  public Report.Status status() {
    long unreached =
        hosts.values().stream().filter(Observation.Unreached.class::isInstance).count();
    if (unreached > 0) {
      return unreached == hosts.size() ? Report.Status.UNREACHABLE : Report.Status.FAILED;
    }
    return expiring().isEmpty() ? Report.Status.GOOD : Report.Status.PENDING;
  }
}
