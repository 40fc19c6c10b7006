package dev.kprov.plan;

import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Lifetime;
import dev.kprov.pki.Reissue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Expiries that no run can push out by reissuing. Bare keys are never among them. */
final class Expiries {

  /** Replacing an authority takes a maintenance window: it is told of early. */
  private static final Duration AUTHORITY_NOTICE = Duration.ofDays(180);

  private Expiries() {}

  static List<Finding> of(World world, Map<ItemId, Decision> decisions) {
    List<Finding> findings = new ArrayList<>();
    for (Item item : world.playbook().pki().items()) {
      if (!Objects.requireNonNull(decisions.get(item.id())).stands()) {
        continue;
      }
      switch (item) {
        case Item.Authority ca ->
            held(world, ca).flatMap(c -> authority(ca, c, world.now())).ifPresent(findings::add);
        case Item.Certificate leaf -> leaf(world, leaf).ifPresent(findings::add);
        case Item.KeyPair _, Item.Kubeconfig _, Item.Encryption _ -> {}
      }
    }
    return findings;
  }

  private static Optional<CertificateInfo> held(World world, Item item) {
    return world.store().of(item.id()).certificate();
  }

  private static Optional<Finding> authority(Item item, CertificateInfo held, Instant now) {
    String day = Lifetime.day(held.notAfter());
    if (Lifetime.expired(held, now)) {
      return Optional.of(
          Finding.error(
              item.id().toString(),
              "expired " + day + ", and with it every certificate that it signed",
              "every client refuses this cluster now: replace the authority"));
    }
    return Duration.between(now, held.notAfter()).compareTo(AUTHORITY_NOTICE) < 0
        ? Optional.of(
            Finding.warning(
                item.id().toString(), "expires " + day, "plan the replacement of the authority"))
        : Optional.empty();
  }

  private static Optional<Finding> leaf(World world, Item.Certificate item) {
    Optional<CertificateInfo> ca = world.store().of(item.issuer()).certificate();
    return held(world, item)
        .filter(held -> Lifetime.due(held, item.renewBefore(), world.now()))
        .filter(held -> ca.filter(c -> Reissue.renewable(item, held, c, world.now())).isEmpty())
        .map(held -> endsFirst(item, held, world.now()));
  }

  private static Finding endsFirst(Item.Certificate item, CertificateInfo held, Instant now) {
    String day = Lifetime.day(held.notAfter());
    String subject = item.id().toString();
    return Lifetime.expired(held, now)
        ? Finding.error(subject, "expired " + day + ", the CA ends first", "replace the authority")
        : Finding.warning(
            subject, "expires " + day + ", the CA ends first", "replace the authority");
  }
}
