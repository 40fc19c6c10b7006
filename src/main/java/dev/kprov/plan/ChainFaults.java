package dev.kprov.plan;

import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Lifetime;
import dev.kprov.pki.Lineage;
import dev.kprov.pki.Sighting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with the certificates that stand in a file after the one that it is for. */
final class ChainFaults {

  private final Instant now;

  ChainFaults(Instant now) {
    this.now = now;
  }

  /** Compares what follows the first certificate of a file with what should. */
  List<Verdict.Fault> behind(List<CertificateInfo> wanted, Sighting sighting) {
    return unlike(
        wanted,
        sighting.certificates().stream().skip(1).toList(),
        "whoever trusts only the root refuses it, for it lacks the intermediate ");
  }

  /** What is wrong with a file that should hold an authority and all above it. */
  List<Verdict.Fault> whole(Lineage wanted, Sighting sighting) {
    List<Verdict.Fault> faults =
        new ArrayList<>(unlike(wanted.certificates(), sighting.certificates(), "it lacks "));
    expired(wanted.certificates()).ifPresent(faults::add);
    return faults;
  }

  /** The nearest of the authorities above a certificate that has ended, as the store has them. */
  Optional<Verdict.Fault> expired(List<CertificateInfo> above) {
    return above.stream()
        .filter(one -> Lifetime.expired(one, now))
        .findFirst()
        .map(one ->
            new Verdict.Fault(
                name(one) + " above it expired " + Lifetime.day(one.notAfter()), Expiries.REPLACE));
  }

  private List<Verdict.Fault> unlike(
      List<CertificateInfo> wanted, List<CertificateInfo> seen, String lacking) {
    List<Verdict.Fault> faults = new ArrayList<>();
    for (CertificateInfo one : wanted) {
      seen.stream()
          .filter(one::sameKey)
          .findFirst()
          .ifPresentOrElse(
              there -> unlike(one, there).ifPresent(faults::add),
              () -> faults.add(fault(lacking + name(one))));
    }
    seen.stream()
        .filter(one -> wanted.stream().noneMatch(one::sameKey))
        .forEach(one -> faults.add(fault("it holds " + name(one) + " too, which is not wanted")));
    return faults;
  }

  /** Another certificate over the same key. */
  private Optional<Verdict.Fault> unlike(CertificateInfo wanted, CertificateInfo there) {
    if (there.fingerprint().equals(wanted.fingerprint())) {
      return Optional.empty();
    }
    return Optional.of(
        fault(
            Lifetime.expired(there, now)
                ? "its " + name(there) + " expired " + Lifetime.day(there.notAfter())
                : "its certificate of " + name(there) + " is not the store's"));
  }

  private static String name(CertificateInfo authority) {
    return authority.subject().shortName();
  }

  private static Verdict.Fault fault(String cause) {
    return new Verdict.Fault(cause, Faults.UP);
  }
}
