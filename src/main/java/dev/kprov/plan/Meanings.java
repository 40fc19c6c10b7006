package dev.kprov.plan;

import dev.kprov.inventory.Host;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.pki.Sighting;
import dev.kprov.pki.SightingDifferences;
import dev.kprov.state.Difference;
import dev.kprov.state.Fact;
import dev.kprov.state.FileKind;
import dev.kprov.state.Resource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says of files with other bytes than the store's what these mean, where that may be read: of
 * certificates, public keys, and what is public in kubeconfigs.
 */
final class Meanings {

  private final World world;

  Meanings(World world) {
    this.world = world;
  }

  /** The same change, which says more of a content that differs. */
  Change explained(Host host, Change change) {
    return change instanceof Change.Update update
            && update.resource() instanceof Resource.File file
            && update.before() instanceof Fact.RegularFile there
            && update.differences().contains(Difference.CONTENT)
        ? wanted(file)
            .map(wanted ->
                SightingDifferences.of(
                    world.sighting(host, file.path()), wanted, nothing(file, there)))
            .<Change>map(update::saying)
            .orElse(update)
        : change;
  }

  private static String nothing(Resource.File file, Fact.RegularFile there) {
    if (there.stat().size() == 0) {
      return "it is empty";
    }
    return file.kind() == FileKind.PUBLIC_KEY
        ? "it holds no whole public key"
        : "it holds no whole certificate";
  }

  /** What is to be read in a file; empty for one of which nothing may be. */
  private Optional<Sighting> wanted(Resource.File file) {
    Item item = world.playbook().pki().item(file.source());
    if (item instanceof Item.Kubeconfig config) {
      return kubeconfig(config);
    }
    if (file.kind() == FileKind.PUBLIC_KEY) {
      return world.store().of(item.id()).key().map(Sighting::ofKey);
    }
    return Optional.of(
            file.kind() == FileKind.CERTIFICATE ? certificates(item) : List.<CertificateInfo>of())
        .filter(all -> !all.isEmpty())
        .map(Sighting::ofCertificates);
  }

  private List<CertificateInfo> certificates(Item item) {
    return switch (item) {
      case Item.Chain chain -> world.store().of(chain.authority()).lineage().certificates();
      case Item.Authority _, Item.Certificate _, Item.KeyPair _ -> world.store().inFile(item);
      case Item.Kubeconfig _, Item.Encryption _ -> List.of();
    };
  }

  /** What its parts make of it, if that is what the store holds. */
  private Optional<Sighting> kubeconfig(Item.Kubeconfig config) {
    boolean current = world.store().of(config.id()).isCurrent(config.file());
    Holding client = world.store().of(config.certificate());
    return current && world.playbook().pki().item(config.authority()) instanceof Item.Authority ca
        ? Optional.of(
            Sighting.ofKubeconfig(
                Stream.concat(
                        client.certificate().stream(),
                        client.above().stream().filter(one -> !one.selfSigned()))
                    .toList(),
                world.store().inFile(ca),
                List.of(config.server())))
        : Optional.empty();
  }
}
