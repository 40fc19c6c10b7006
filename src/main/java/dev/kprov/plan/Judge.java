package dev.kprov.plan;

import dev.kprov.base.StorePath;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges the certificates that lie on hosts: who signed them, for what and for whom they are, and
 * when they end. It judges what was read back, never what was meant to be written.
 */
public final class Judge {

  private final World world;
  private final Map<StorePath, Item> items;

  public Judge(World world) {
    this.world = world;
    this.items = world.playbook().pki().byFile();
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
        .filter(file -> file.kind() == FileKind.CERTIFICATE || file.kind() == FileKind.KUBECONFIG)
        .filter(file -> seen.at(file.path()) instanceof Fact.RegularFile)
        .filter(file -> authority(item(file)).flatMap(this::held).isPresent())
        .map(file -> verdict(host, file))
        .toList();
  }

  private Item item(Resource.File file) {
    return Objects.requireNonNull(items.get(file.source()), file.source()::text);
  }

  /** The authority by which an item is judged. */
  private static Optional<ItemId> authority(Item item) {
    return switch (item) {
      case Item.Authority ca -> Optional.of(ca.id());
      case Item.Certificate leaf -> Optional.of(leaf.issuer());
      case Item.KeyPair pair -> pair.certificate().map(Item.Wrapper::issuer);
      case Item.Kubeconfig kubeconfig -> Optional.of(kubeconfig.authority());
      case Item.Encryption _ -> Optional.empty();
    };
  }

  private Verdict verdict(Host host, Resource.File file) {
    Sighting sighting = world.sighting(host, file.path());
    String path = Paths.shown(world, host, file.path());
    Optional<CertificateInfo> seen = sighting.leaf();
    if (seen.isEmpty()) {
      return new Verdict(path, "no certificate", List.of("no certificate can be read there"));
    }
    CertificateInfo certificate = seen.get();
    return switch (item(file)) {
      case Item.Authority ca ->
          new Verdict(
              path, "self-signed authority, " + until(certificate), authority(ca, certificate));
      case Item.Certificate leaf ->
          new Verdict(path, summary(leaf, certificate), leaf(leaf, certificate));
      case Item.KeyPair pair ->
          new Verdict(
              path, "wrapper of a bare key, signed by " + signer(pair), wrapper(pair, certificate));
      case Item.Kubeconfig kubeconfig ->
          new Verdict(path, summary(kubeconfig, certificate), kubeconfig(kubeconfig, sighting));
      case Item.Encryption _ -> throw new IllegalStateException("no certificate in " + file.path());
    };
  }

  private List<String> authority(Item.Authority item, CertificateInfo seen) {
    List<String> faults = new ArrayList<>();
    if (!seen.authority()) {
      faults.add("is not a CA (basic constraints)");
    }
    if (!seen.selfSigned()) {
      faults.add("is not signed by its own key");
    }
    if (!seen.keyIdentifiers()) {
      faults.add("has no key identifier");
    }
    if (!isHeld(item.id(), seen)) {
      faults.add("is another authority than the store's");
    }
    faults.addAll(validity(seen));
    return faults;
  }

  private List<String> leaf(Item.Certificate item, CertificateInfo seen) {
    List<String> faults = new ArrayList<>(chain(item.issuer(), seen));
    faults.addAll(validity(seen));
    held(item.issuer()).flatMap(ca -> Lifetime.excess(seen, ca)).ifPresent(faults::add);
    if (seen.authority()) {
      faults.add("is a CA certificate");
    }
    if (!seen.subject().equals(item.subject())) {
      faults.add("subject is " + seen.subject() + ", not " + item.subject());
    }
    if (!seen.usages().containsAll(item.usages())) {
      faults.add("usages are " + words(seen.usages()) + ", not " + words(item.usages()));
    }
    List<String> missing = item.names().missingFrom(seen.names());
    if (!missing.isEmpty()) {
      faults.add("is not valid for " + String.join(", ", missing));
    }
    return faults;
  }

  /** A key in the clothes of a certificate: whose key it is counts, and when it ends does not. */
  private List<String> wrapper(Item.KeyPair item, CertificateInfo seen) {
    List<String> faults = new ArrayList<>();
    item.certificate().ifPresent(wrapper -> faults.addAll(chain(wrapper.issuer(), seen)));
    if (!world.store().of(item.id()).keyHash().equals(Optional.of(seen.publicKey()))) {
      faults.add("is not over the store's " + item.id());
    }
    return faults;
  }

  private List<String> kubeconfig(Item.Kubeconfig item, Sighting sighting) {
    List<String> faults = new ArrayList<>();
    if (world.playbook().pki().item(item.certificate()) instanceof Item.Certificate client) {
      sighting.leaf().ifPresent(seen -> faults.addAll(leaf(client, seen)));
    }
    if (sighting.authority().filter(ca -> isHeld(item.authority(), ca)).isEmpty()) {
      faults.add("trusts another authority than the store's");
    }
    if (!sighting.server().equals(Optional.of(item.server()))) {
      faults.add("server is " + sighting.server().orElse("missing") + ", not " + item.server());
    }
    return faults;
  }

  private boolean isHeld(ItemId authority, CertificateInfo seen) {
    return held(authority).filter(ca -> ca.publicKey().equals(seen.publicKey())).isPresent();
  }

  private Optional<CertificateInfo> held(ItemId id) {
    return world.store().of(id).certificate();
  }

  private List<String> chain(ItemId issuer, CertificateInfo seen) {
    Optional<CertificateInfo> held = held(issuer);
    if (held.isEmpty()) {
      return List.of("cannot be judged: the store holds no " + issuer);
    }
    CertificateInfo ca = held.get();
    List<String> faults = new ArrayList<>();
    if (!seen.signedBy(ca)) {
      faults.add("is not signed by " + issuer);
    }
    if (Lifetime.expired(ca, world.now())) {
      faults.add("its authority expired " + Lifetime.day(ca.notAfter()));
    }
    if (!seen.keyIdentifiers()) {
      faults.add("has no key identifiers");
    }
    return faults;
  }

  private List<String> validity(CertificateInfo seen) {
    if (Lifetime.expired(seen, world.now())) {
      return List.of("expired " + Lifetime.day(seen.notAfter()));
    }
    return world.now().isBefore(seen.notBefore())
        ? List.of("is not valid before " + seen.notBefore())
        : List.of();
  }

  private static String summary(Item.Certificate item, CertificateInfo seen) {
    int names = seen.names().all().size();
    String forNames = names == 0 ? "" : ", " + names + (names == 1 ? " name" : " names");
    return "signed by "
        + item.issuer().name()
        + ", "
        + words(seen.usages())
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

  private static String words(Set<Usage> usages) {
    return usages.stream().sorted().map(Usage::word).collect(Collectors.joining("+"));
  }
}
