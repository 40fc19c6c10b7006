package dev.kprov.view;

import dev.kprov.plan.CertificateEntry;
import dev.kprov.plan.CertificateEntry.Place;
import dev.kprov.result.CertificateList;
import dev.kprov.state.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The certificates of a cluster as JSON. */
final class CertificateDocument {

  private CertificateDocument() {}

  static Fields of(CertificateList list) {
    List<CertificateEntry> expiring = list.expiring();
    return new Fields()
        .number("expiring", expiring.size())
        .objects(
            "certificates",
            list.entries().stream()
                .map(entry -> of(entry, list).truth("expiring", expiring.contains(entry)))
                .toList())
        .objects("hosts", list.hosts().entrySet().stream().map(CertificateDocument::of).toList());
  }

  private static Fields of(CertificateEntry entry, CertificateList list) {
    return new Fields()
        .text("item", entry.item().key())
        .text("kind", entry.kind().name().toLowerCase(Locale.ROOT))
        .text("subject", entry.subject())
        .texts("names", entry.names())
        .text("issuer", entry.issuer())
        .texts("usages", entry.usages().stream().sorted().map(usage -> usage.word()).toList())
        .texts("purposes", entry.purposes())
        .text("serial", entry.serial())
        .text("fingerprint", entry.fingerprint().hex())
        .text("notBefore", entry.notBefore().toString())
        .text("notAfter", entry.notAfter().toString())
        .text("chainEnd", entry.chainEnd().toString())
        .number("secondsLeft", Duration.between(list.now(), entry.notAfter()).toSeconds())
        .objects("places", entry.places().stream().map(CertificateDocument::of).toList());
  }

  private static Fields of(Place place) {
    return new Fields()
        .text("host", place.host())
        .text("path", place.path())
        .truth("kubeconfig", place.kubeconfig());
  }

  private static Fields of(Map.Entry<String, Observation> host) {
    Fields fields = new Fields().text("name", host.getKey());
    return fields.and(
        switch (host.getValue()) {
          case Observation.Reached _ -> new Fields().truth("reached", true);
          case Observation.Unreached gone -> RunDocument.unreached(gone);
        });
  }
}
