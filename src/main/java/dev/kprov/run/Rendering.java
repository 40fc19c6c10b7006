package dev.kprov.run;

import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.pki.Essence;
import dev.kprov.pki.Item;
import dev.kprov.pki.Kubeconfigs;
import dev.kprov.state.Content;
import dev.kprov.store.Kept;
import java.util.Optional;

/** What a kubeconfig would be if it was made now, of what a store holds. */
final class Rendering {

  private final Item.Kubeconfig item;
  private final StoreReader store;

  /**
   * @param store has read what the kubeconfig is made from
   */
  Rendering(Item.Kubeconfig item, StoreReader store) {
    this.item = item;
    this.store = store;
  }

  /**
   * The hash of what it would be, or of what is held where that means the same; empty where its
   * parts do not all exist.
   */
  Optional<Sha256> of(Kept kept) {
    return switch (kept) {
      case Kept.Whole(Secret held) ->
          made().map(made -> Sha256.of(means(held, made) ? held : made));
      case Kept.Described(Content.Known known, Essence essence) ->
          meaning()
              .map(
                  wanted -> essence.equals(new Essence.Kubeconfig(wanted)) ? known.hash() : wanted);
    };
  }

  private Optional<Secret> made() {
    return trusted()
        .flatMap(trust ->
            store
                .chain(item.certificate())
                .flatMap(client ->
                    store
                        .key(item.certificate())
                        .map(key -> Kubeconfigs.render(item, trust, client.shown(), key.pem()))));
  }

  private boolean means(Secret held, Secret made) {
    if (Sha256.of(held).equals(Sha256.of(made))) {
      return true;
    }
    Optional<Sha256> meaning = WholeKubeconfig.read(held).flatMap(WholeKubeconfig::meaning);
    return meaning.isPresent() && meaning.equals(meaning());
  }

  private Optional<Sha256> meaning() {
    return trusted()
        .flatMap(trust ->
            store
                .chain(item.certificate())
                .flatMap(client ->
                    store
                        .keyInfo(item.certificate())
                        .flatMap(key ->
                            WholeKubeconfig.meaning(
                                item.server(), trust, client.shown(), key.publicKey()))));
  }

  private Optional<byte[]> trusted() {
    return store.chain(item.authority()).map(ca -> store.trust(item.authority(), ca));
  }
}
