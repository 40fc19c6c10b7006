package dev.kprov.plan;

import dev.kprov.base.StorePath;
import dev.kprov.inventory.Host;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.Subject;
import dev.kprov.state.Content;
import dev.kprov.state.Fact;
import dev.kprov.state.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides for the items whose loss or change ends a cluster: authorities, key pairs and encryption
 * keys. One is made only when it is certain that none existed; one that exists is never changed.
 */
final class Irreplaceables {

  private static final Duration ROUNDING = Duration.ofMinutes(10);
  private static final String WAYS_ON =
      "restore the store from a backup; only if this is a new cluster and nothing of the old one is"
          + " needed, run with --assume-new-cluster";

  private final World world;
  private final Placements placements;

  Irreplaceables(World world, Placements placements) {
    this.world = world;
    this.placements = placements;
  }

  Decision decide(Item item) {
    Holding held = world.store().of(item.id());
    if (!held.damage().isEmpty()) {
      return bar(item, String.join("; ", held.damage()), "restore it from a backup of the store");
    }
    if (held.nothing()) {
      return notHeld(item);
    }
    List<String> missing =
        item.files().keySet().stream()
            .filter(file -> !held.files().containsKey(file))
            .map(StorePath::text)
            .toList();
    return missing.isEmpty() ? held(item, held) : partlyHeld(item, held, missing);
  }

  /** Nothing is there: was there ever? */
  private Decision notHeld(Item item) {
    if (world.assumeNewCluster()) {
      return make(item, "never issued", true);
    }
    if (world.store().ledger().recorded(item.id())) {
      return bar(item, "the ledger says that it was issued, but the store has lost it", WAYS_ON);
    }
    return contradiction(item).orElseGet(() -> make(item, "never issued", true));
  }

  /** Some files are there: a crash between two writes, or a loss. */
  private Decision partlyHeld(Item item, Holding held, List<String> missing) {
    String lost = String.join(", ", missing) + " is missing from the store";
    if (held.key().isEmpty()) {
      return bar(item, lost, "restore it from a backup of the store");
    }
    boolean bareKey = item instanceof Item.KeyPair;
    if (bareKey || world.assumeNewCluster()) {
      return make(item, lost, false);
    }
    if (world.store().ledger().recorded(item.id())) {
      return bar(item, lost, "restore it from a backup of the store, or copy it from a host");
    }
    return contradiction(item).orElseGet(() -> make(item, lost, false));
  }

  private Decision held(Item item, Holding held) {
    if (held.mismatched()) {
      return bar(
          item,
          "its key and its certificate in the store do not belong together",
          "restore both from one backup of the store");
    }
    List<String> differences = differences(item, held);
    if (!differences.isEmpty()) {
      return new Decision.Bar(
          new Change.Blocked(
              item.id().toString(),
              "the store's differs from the playbook (" + String.join("; ", differences) + ")",
              "change the playbook back: kprov never changes it by the way"),
          true);
    }
    if (issuerChanged(item, held)) {
      return make(item, "issuer changed", false);
    }
    if (world.store().ledger().recorded(item.id())) {
      return new Decision.Keep();
    }
    return contradiction(item).orElseGet(() -> new Decision.Recover(new Change.Recover(item)));
  }

  /** The certificate over a key pair follows its authority; the key stays. */
  private boolean issuerChanged(Item item, Holding held) {
    return item instanceof Item.KeyPair pair
        && pair.certificate()
            .flatMap(wrapper -> world.store().of(wrapper.issuer()).certificate())
            .filter(ca -> held.certificate().filter(own -> !own.signedBy(ca)).isPresent())
            .isPresent();
  }

  /** Why it cannot be certain that the store's view of an unrecorded item is the true one. */
  private Optional<Decision> contradiction(Item item) {
    for (Placements.Placed placed : placements.of(item)) {
      Host host = placed.host();
      if (world.seen(host).isEmpty()) {
        return Optional.of(
            bar(
                item,
                host.name()
                    + " could not be looked at, so it is not certain that no such thing exists"
                    + " already",
                "bring the host back, or take it out of the inventory; only if this is a new"
                    + " cluster, run with --assume-new-cluster"));
      }
      Fact fact = world.seen(host).orElseThrow().at(placed.file().path());
      if (!consistent(item, placed.file(), fact)) {
        return Optional.of(
            bar(
                item,
                host.name()
                    + " holds "
                    + Paths.shown(world, host, placed.file().path())
                    + ", which is not from this store",
                WAYS_ON));
      }
    }
    return Optional.empty();
  }

  private boolean consistent(Item item, Resource.File file, Fact fact) {
    Content.Known ours = world.store().of(item.id()).files().get(file.source());
    return switch (fact) {
      case Fact.Missing() -> true;
      case Fact.RegularFile regular ->
          ours != null && regular.hash().equals(Optional.of(ours.hash()));
      case Fact.Directory _, Fact.Symlink _, Fact.Special _, Fact.Unreadable _ -> false;
    };
  }

  private static List<String> differences(Item item, Holding held) {
    return switch (item) {
      case Item.Authority ca -> authorityDifferences(ca, held);
      case Item.KeyPair pair -> algorithmDifference(pair.algorithm(), held);
      case Item.Encryption encryption -> encryptionDifferences(encryption, held);
      case Item.Certificate _, Item.Kubeconfig _ -> List.of();
    };
  }

  private static List<String> authorityDifferences(Item.Authority ca, Holding held) {
    List<String> found = new ArrayList<>(algorithmDifference(ca.algorithm(), held));
    held.certificate()
        .ifPresent(certificate -> {
          add(found, "subject", certificate.subject(), ca.subject());
          Duration life = Duration.between(certificate.notBefore(), certificate.notAfter());
          if (life.minus(ca.validity()).abs().compareTo(ROUNDING) > 0) {
            found.add("validity: " + life.toDays() + "d → " + ca.validity().toDays() + "d");
          }
        });
    return found;
  }

  private static void add(List<String> found, String what, Subject held, Subject wanted) {
    if (!held.equals(wanted)) {
      found.add(what + ": " + held + " → " + wanted);
    }
  }

  private static List<String> algorithmDifference(KeyAlgorithm wanted, Holding held) {
    return held.key()
        .filter(key -> !key.algorithm().equals(Optional.of(wanted)))
        .map(key -> key.algorithm().map(KeyAlgorithm::word).orElse("another kind"))
        .map(kind -> List.of("key: " + kind + " → " + wanted))
        .orElse(List.of());
  }

  private static List<String> encryptionDifferences(Item.Encryption wanted, Holding held) {
    List<String> found = new ArrayList<>();
    held.encryption()
        .ifPresent(info -> {
          if (!info.provider().equals(wanted.provider().word())) {
            found.add("provider: " + info.provider() + " → " + wanted.provider().word());
          }
          if (!info.keyName().equals(wanted.keyName())) {
            found.add("key name: " + info.keyName() + " → " + wanted.keyName());
          }
          if (!info.resources().equals(wanted.resources())) {
            found.add("resources: " + info.resources() + " → " + wanted.resources());
          }
        });
    return found;
  }

  private static Decision make(Item item, String reason, boolean newKey) {
    return new Decision.Make(new Change.Issue(item, List.of(reason), newKey));
  }

  private static Decision bar(Item item, String cause, String remedy) {
    return new Decision.Bar(new Change.Blocked(item.id().toString(), cause, remedy), false);
  }
}
