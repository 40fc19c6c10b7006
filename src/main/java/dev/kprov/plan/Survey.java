package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.inventory.Host;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.LedgerEntry;
import dev.kprov.pki.Sighting;
import dev.kprov.pki.Usage;
import dev.kprov.pki.User;
import dev.kprov.plan.CertificateEntry.Kind;
import dev.kprov.plan.CertificateEntry.Place;
import dev.kprov.state.FileKind;
import dev.kprov.state.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Lists every certificate of a cluster once: those of the store, of users, and on the hosts. */
public final class Survey {

  private static final Comparator<CertificateEntry> WHAT_ENDS_FIRST =
      Comparator.comparing((CertificateEntry entry) -> entry.kind() == Kind.WRAPPER)
          .thenComparing(CertificateEntry::chainEnd)
          .thenComparing(CertificateEntry::notAfter)
          .thenComparing(entry -> entry.item().key())
          .thenComparing(entry -> entry.fingerprint().hex());

  private final World world;
  private final Map<Sha256, Found> found = new LinkedHashMap<>();
  private final Map<Sha256, CertificateInfo> authorities = new HashMap<>();
  private final Map<Sha256, ItemId> signers = new HashMap<>();
  private final Map<ItemId, List<String>> kubeconfigs = new HashMap<>();

  /** A certificate with the places where it was seen so far. */
  private record Found(ItemId item, CertificateInfo info, Set<Place> places) {}

  private Survey(World world) {
    this.world = world;
    for (Item item : world.playbook().pki().items()) {
      if (item instanceof Item.Kubeconfig kubeconfig) {
        kubeconfigs
            .computeIfAbsent(kubeconfig.certificate(), _ -> new ArrayList<>())
            .add(item.id() + " to " + kubeconfig.server());
      }
    }
  }

  /** What ends first comes first; what ends without harm comes last. */
  public static List<CertificateEntry> of(World world) {
    Survey survey = new Survey(world);
    survey.readStore();
    survey.world.inventory().hosts().stream()
        .filter(host -> !survey.isRetired(host.name()))
        .forEach(survey::readHost);
    return Stream.concat(survey.found.values().stream().map(survey::entry), survey.users().stream())
        .sorted(WHAT_ENDS_FIRST)
        .toList();
  }

  private void readStore() {
    for (Item item : world.playbook().pki().items()) {
      if (item.id().host().filter(this::isRetired).isPresent()) {
        continue;
      }
      switch (item) {
        case Item.Authority ca -> {
          inStore(ca.id(), ca.certFile(), false);
          if (ca.issuer().isEmpty()) {
            aboveInStore(ca.id(), ca.certFile());
          }
        }
        case Item.Chain chain -> {
          if (world.store().of(chain.id()).isCurrent(chain.file())) {
            inStore(chain.authority(), chain.file(), false);
            aboveInStore(chain.authority(), chain.file());
          }
        }
        case Item.Certificate leaf -> {
          inStore(leaf.id(), leaf.certFile(), false);
          aboveInStore(leaf.id(), leaf.certFile());
        }
        case Item.KeyPair pair ->
            pair.certificate().ifPresent(over -> inStore(pair.id(), over.certFile(), false));
        case Item.Kubeconfig kubeconfig -> {
          if (world.store().of(kubeconfig.id()).isCurrent(kubeconfig.file())) {
            inStore(kubeconfig.certificate(), kubeconfig.file(), true);
          }
        }
        case Item.Encryption _ -> {}
      }
    }
  }

  private boolean isRetired(String host) {
    return world.store().ledger().retired(host).isPresent();
  }

  private void inStore(ItemId item, StorePath file, boolean kubeconfig) {
    world
        .store()
        .of(item)
        .certificate()
        .ifPresent(info -> add(item, info, new Place(Optional.empty(), file.text(), kubeconfig)));
  }

  /** What stands in a file after an item's own certificate. */
  private void aboveInStore(ItemId item, StorePath file) {
    Place place = new Place(Optional.empty(), file.text(), false);
    world.store().of(item).above().forEach(info -> add(item, info, place));
  }

  private void readHost(Host host) {
    Map<StorePath, Item> items = world.playbook().pki().byFile();
    for (Resource.File file : world.playbook().desired(host).files()) {
      Item item = items.get(file.source());
      if (item != null && world.holds(host, file.path())) {
        readFile(host, file, item);
      }
    }
  }

  private void readFile(Host host, Resource.File file, Item item) {
    Sighting sighting = world.sighting(host, file.path());
    Place place = place(host, file.path(), file.kind() == FileKind.KUBECONFIG);
    if (item instanceof Item.Kubeconfig kubeconfig) {
      sighting.leaf().ifPresent(info -> add(kubeconfig.certificate(), info, place));
      sighting.authority().ifPresent(info -> add(kubeconfig.authority(), info, place));
    } else {
      sighting.certificates().forEach(info -> add(item.id(), info, place));
    }
  }

  private Place place(Host host, RemotePath path, boolean kubeconfig) {
    return new Place(Optional.of(host.name()), Paths.shown(world, host, path), kubeconfig);
  }

  private void add(ItemId item, CertificateInfo info, Place place) {
    Found one =
        found.computeIfAbsent(
            info.fingerprint(), _ -> new Found(item, info, new LinkedHashSet<>()));
    one.places().add(place);
    if (info.authority()) {
      authorities.putIfAbsent(info.publicKey(), info);
      if (item.section() == ItemId.Section.AUTHORITY && held(item, info)) {
        signers.putIfAbsent(info.publicKey(), item);
      }
    }
  }

  private boolean held(ItemId item, CertificateInfo info) {
    return world.store().of(item).certificate().equals(Optional.of(info));
  }

  private CertificateEntry entry(Found one) {
    CertificateInfo info = one.info();
    Kind kind = kind(one);
    return new CertificateEntry(
        one.item(),
        kind,
        info.subject().toString(),
        info.names().all(),
        issuer(info.signer(), info.issuer().toString()),
        info.usages(),
        info.serial().toString(16),
        info.notBefore(),
        info.notAfter(),
        chainEnd(info.notAfter(), info.signer().filter(key -> !key.equals(info.publicKey()))),
        info.fingerprint(),
        purposes(one, kind),
        List.copyOf(one.places()));
  }

  private static Kind kind(Found one) {
    if (one.item().section() == ItemId.Section.KEY_PAIR) {
      return Kind.WRAPPER;
    }
    return one.info().authority() ? Kind.AUTHORITY : Kind.LEAF;
  }

  private String issuer(Optional<Sha256> signer, String written) {
    return signer
        .flatMap(key -> Optional.ofNullable(signers.get(key)))
        .map(ItemId::name)
        .orElse(written);
  }

  /** A chain is as long as its authorities are known; a ring of them is none. */
  private Instant chainEnd(Instant end, Optional<Sha256> signer) {
    Instant earliest = end;
    Optional<CertificateInfo> above = signer.map(authorities::get);
    for (int depth = 0; above.isPresent() && depth <= authorities.size(); depth++) {
      CertificateInfo ca = above.get();
      earliest = ca.notAfter().isBefore(earliest) ? ca.notAfter() : earliest;
      above = ca.selfSigned() ? Optional.empty() : ca.signer().map(authorities::get);
    }
    return earliest;
  }

  private List<String> purposes(Found one, Kind kind) {
    CertificateInfo info = one.info();
    List<String> purposes = new ArrayList<>();
    if (kind == Kind.AUTHORITY) {
      purposes.add("signs " + signedBy(info));
    } else if (kind == Kind.WRAPPER) {
      purposes.add("wraps a public key");
    } else {
      if (info.usages().contains(Usage.SERVER)) {
        purposes.add(server(info.names().all().size()));
      }
      if (info.usages().contains(Usage.CLIENT)) {
        purposes.add("client " + info.subject().commonName());
      }
    }
    kubeconfigs
        .getOrDefault(one.item(), List.of())
        .forEach(kubeconfig -> purposes.add("in " + kubeconfig));
    return purposes;
  }

  private static String server(int names) {
    return switch (names) {
      case 0 -> "server without a name";
      case 1 -> "server of 1 name";
      default -> "server of " + names + " names";
    };
  }

  private long signedBy(CertificateInfo ca) {
    return found.values().stream()
        .map(Found::info)
        .filter(other -> other.signedBy(ca) && !other.equals(ca))
        .count();
  }

  /** The ledger alone knows the certificates of users: the store keeps the newest of each only. */
  private List<CertificateEntry> users() {
    List<CertificateEntry> users = new ArrayList<>();
    for (LedgerEntry line : world.store().ledger().entries()) {
      User.of(line)
          .filter(_ -> line.certificate().orElseThrow().notAfter().isAfter(world.now()))
          .ifPresent(user -> users.add(entry(user, line.certificate().orElseThrow())));
    }
    return users;
  }

  private CertificateEntry entry(User user, LedgerEntry.Signed signed) {
    return new CertificateEntry(
        user.id(),
        Kind.USER,
        signed.subject(),
        signed.names(),
        issuer(Optional.of(signed.issuerKey()), "an authority that the store lacks"),
        Set.of(Usage.CLIENT),
        signed.serial(),
        signed.notBefore(),
        signed.notAfter(),
        chainEnd(signed.notAfter(), Optional.of(signed.issuerKey())),
        signed.fingerprint(),
        List.of("client " + user.name()),
        List.of());
  }
}
