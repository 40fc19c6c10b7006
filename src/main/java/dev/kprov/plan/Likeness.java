package dev.kprov.plan;

import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.state.FileKind;
import java.util.Optional;

/**
 * By what a file on a host is told to be of the same thing as another: by its bytes; of the
 * certificate of something irreplaceable by its public key, which outlives it.
 */
final class Likeness {

  private final World world;

  Likeness(World world) {
    this.world = world;
  }

  /** What a host holds in a place, of which the hash was seen. */
  Sha256 there(Placements.Placed placed, Sha256 hash) {
    return byKey(placed.file().source())
        ? world
            .sighting(placed.host(), placed.file().path())
            .leaf()
            .map(CertificateInfo::publicKey)
            .orElse(hash)
        : hash;
  }

  /** What the store holds. */
  Optional<Sha256> ours(StorePath file) {
    Holding held = world.store().of(item(file).id());
    return held.hash(file)
        .map(hash ->
            byKey(file) ? held.certificate().map(CertificateInfo::publicKey).orElse(hash) : hash);
  }

  private boolean byKey(StorePath file) {
    return item(file).irreplaceable() && item(file).files().get(file) == FileKind.CERTIFICATE;
  }

  private Item item(StorePath file) {
    return world.playbook().pki().item(file);
  }
}
