package dev.kprov.plan;

import static dev.kprov.plan.KubenetLike.CA;

import dev.kprov.base.StorePath;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.ItemId.Section;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.Pki;
import dev.kprov.playbook.Playbook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The playbook like kubenet's, with its authority below a root that stays in the store. */
final class BelowARoot {

  static final ItemId ROOT = ItemId.of(Section.AUTHORITY, "root");
  static final ItemId CHAIN = ItemId.of(Section.CHAIN, "ca");

  private BelowARoot() {}

  /** A cluster that was made a moment ago. */
  static Worlds converged() {
    Worlds worlds = Worlds.fresh().rewrite(BelowARoot::below);
    return worlds.carryOut(worlds.plan());
  }

  static Playbook below(Playbook playbook) {
    List<Item> items = new ArrayList<>();
    items.add(
        new Item.Authority(
            ROOT,
            KubenetLike.subject("Kubernetes", "Root"),
            KeyAlgorithm.RSA_2048,
            Duration.ofDays(3000),
            new StorePath("root.pem"),
            new StorePath("root-key.pem")));
    for (Item item : playbook.pki().items()) {
      if (item instanceof Item.Authority ca) {
        items.add(signed(ca));
        items.add(new Item.Chain(CHAIN, List.of(CA, ROOT), new StorePath("ca-chain.pem")));
      } else {
        items.add(item);
      }
    }
    return new Playbook(playbook.name(), new Pki(items), playbook.steps());
  }

  private static Item.Authority signed(Item.Authority ca) {
    return new Item.Authority(
        ca.id(),
        Optional.of(ROOT),
        ca.subject(),
        ca.algorithm(),
        ca.validity(),
        ca.certFile(),
        ca.keyFile());
  }
}
