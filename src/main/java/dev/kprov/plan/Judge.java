package dev.kprov.plan;

import dev.kprov.inventory.Host;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Lifetime;
import dev.kprov.pki.Sighting;
import dev.kprov.pki.Usage;
import dev.kprov.playbook.Desired;
import dev.kprov.state.Fact;
import dev.kprov.state.FileKind;
import dev.kprov.state.Observed;
import dev.kprov.state.Resource;
import java.util.List;
import java.util.Optional;

/**
 * Judges the certificates that lie on hosts: who signed them, for what and for whom they are, and
 * when they end. It judges what was read back, never what was meant to be written.
 */
public final class Judge {

  private final World world;
  private final Faults faults;

  public Judge(World world) {
    this.world = world;
    this.faults = new Faults(world);
  }

  /**
   * A verdict for each wanted file with certificates that lies on a host, if its chains are judged.
   * What is missing there is told by the plan, and so is an authority that the store lacks: without
   * it there is nothing to judge by.
   */
  public List<Verdict> verdicts(Host host) {
    Desired desired = world.playbook().desired(host);
    if (!desired.chains() || world.seen(host).isEmpty()) {
      return List.of();
    }
    Observed seen = world.seen(host).get();
    return desired.files().stream()
        .filter(this::isJudged)
        .filter(file -> seen.at(file.path()) instanceof Fact.RegularFile)
        .map(file -> verdict(host, file))
        .toList();
  }

  /** Only what holds certificates; of a key nothing is known but whether it is the wanted one. */
  private boolean isJudged(Resource.File file) {
    return (file.kind() == FileKind.CERTIFICATE || file.kind() == FileKind.KUBECONFIG)
        && authority(item(file)).flatMap(this::held).isPresent();
  }

  private Item item(Resource.File file) {
    return world.playbook().pki().item(file.source());
  }

  /** The authority by which an item is judged. */
  static Optional<ItemId> authority(Item item) {
    return switch (item) {
      case Item.Authority ca -> Optional.of(ca.id());
      case Item.Chain chain -> Optional.of(chain.authority());
      case Item.Certificate leaf -> Optional.of(leaf.issuer());
      case Item.KeyPair pair -> pair.certificate().map(Item.Wrapper::issuer);
      case Item.Kubeconfig kubeconfig -> Optional.of(kubeconfig.authority());
      case Item.Encryption _ -> Optional.empty();
    };
  }

  private Verdict verdict(Host host, Resource.File file) {
    return new Verdict(
        Paths.shown(world, host, file.path()),
        summary(file, world.sighting(host, file.path())),
        faults(host, file));
  }

  private String summary(Resource.File file, Sighting sighting) {
    return file.handedOver()
        ? "left to others, "
            + sighting.leaf().map(Judge::until).orElse("its certificate is kept elsewhere")
        : sighting.leaf().map(seen -> summary(item(file), seen)).orElse("");
  }

  /** What is wrong with one file of a host, as far as that can be said of its kind. */
  List<Verdict.Fault> faults(Host host, Resource.File file) {
    if (!isJudged(file)) {
      return List.of();
    }
    Sighting sighting = world.sighting(host, file.path());
    return file.handedOver()
        ? faults.ofOthers(item(file), sighting)
        : faults.of(item(file), sighting);
  }

  private Optional<CertificateInfo> held(ItemId id) {
    return world.store().of(id).certificate();
  }

  /** What a certificate of an item is, in a few words. */
  static String summary(Item item, CertificateInfo seen) {
    return switch (item) {
      case Item.Authority ca -> kind(ca, seen) + ", " + until(seen);
      case Item.Chain chain -> "chain of " + chain.authority().name() + ", " + until(seen);
      case Item.Certificate leaf -> summary(leaf, seen);
      case Item.KeyPair pair -> "wrapper of a bare key, signed by " + signer(pair);
      case Item.Kubeconfig kubeconfig -> summary(kubeconfig, seen);
      case Item.Encryption _ -> "";
    };
  }

  private static String kind(Item.Authority item, CertificateInfo seen) {
    return seen.selfSigned()
        ? "self-signed authority"
        : "authority signed by "
            + item.issuer().map(ItemId::name).orElseGet(() -> seen.issuer().shortName());
  }

  private static String summary(Item.Certificate item, CertificateInfo seen) {
    int names = seen.names().all().size();
    String forNames = names == 0 ? "" : ", " + names + (names == 1 ? " name" : " names");
    return "signed by "
        + item.issuer().name()
        + ", "
        + Usage.words(seen.usages())
        + forNames
        + ", "
        + until(seen);
  }

  private static String summary(Item.Kubeconfig item, CertificateInfo seen) {
    return "client "
        + seen.subject().commonName()
        + " of "
        + item.server()
        + ", signed by "
        + item.authority().name()
        + ", "
        + until(seen);
  }

  private static String signer(Item.KeyPair pair) {
    return pair.certificate().map(wrapper -> wrapper.issuer().name()).orElse("nobody");
  }

  private static String until(CertificateInfo seen) {
    return "until " + Lifetime.day(seen.notAfter());
  }
}
