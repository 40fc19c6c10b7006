package dev.kprov.plan;

import dev.kprov.base.Sha256;
import dev.kprov.inventory.Host;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.playbook.Desired;
import dev.kprov.state.Resource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The certificates on hosts that an authority of the store signed, and that neither store nor
 * ledger has ever seen.
 */
final class Unrecorded {

  private final World world;
  private final Set<Sha256> authorities;
  private final Set<Sha256> held;

  /** One of them, and the file that it is in. */
  record Seen(Host host, Resource.File file, CertificateInfo certificate) {}

  Unrecorded(World world) {
    this.world = world;
    this.authorities =
        world.playbook().pki().items().stream()
            .filter(Item.Authority.class::isInstance)
            .flatMap(ca -> world.store().of(ca.id()).certificate().stream())
            .map(CertificateInfo::publicKey)
            .collect(Collectors.toSet());
    this.held =
        world.store().holdings().values().stream()
            .map(Holding::certificate)
            .flatMap(Optional::stream)
            .map(CertificateInfo::fingerprint)
            .collect(Collectors.toSet());
  }

  /** Those of a host, but for what was handed over: others may renew that. */
  Stream<Seen> on(Desired desired) {
    return desired.files().stream()
        .filter(file -> !file.handedOver())
        .flatMap(file ->
            world.sighting(desired.host(), file.path()).certificates().stream()
                .filter(this::isUnknown)
                .map(certificate -> new Seen(desired.host(), file, certificate)));
  }

  private boolean isUnknown(CertificateInfo there) {
    return there.signer().filter(authorities::contains).isPresent()
        && !held.contains(there.fingerprint())
        && !world.store().ledger().issued(there.fingerprint());
  }
}
