package dev.kprov.run;

import dev.kprov.mint.Keys;
import dev.kprov.mint.PrivateKeyPair;
import dev.kprov.pki.Item;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.Pki;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * New private keys, made on all processors while the network is waited for. Nothing ties a key to
 * an item before it is certified, so that as many are begun as the store seems to lack, and what
 * the plan does not ask for is forgotten.
 */
final class FreshKeys implements AutoCloseable {

  private final ExecutorService makers;
  private final Map<KeyAlgorithm, Queue<CompletableFuture<PrivateKeyPair>>> begun =
      new EnumMap<>(KeyAlgorithm.class);

  FreshKeys() {
    this(Executors.newWorkStealingPool());
  }

  /**
   * @param makers make the keys, and are shut down in the end
   */
  FreshKeys(ExecutorService makers) {
    this.makers = makers;
  }

  /** Begins to make the keys of all items of which the store has nothing. */
  void begin(Pki pki, StoreReader store) {
    pki.items().stream()
        .filter(store::lacks)
        .map(FreshKeys::algorithm)
        .flatMap(Optional::stream)
        .forEach(this::begin);
  }

  /** How the key of an item is made, where it has one of its own. */
  static Optional<KeyAlgorithm> algorithm(Item item) {
    return switch (item) {
      case Item.Authority ca -> Optional.of(ca.algorithm());
      case Item.Certificate leaf -> Optional.of(leaf.algorithm());
      case Item.KeyPair pair -> Optional.of(pair.algorithm());
      case Item.Chain _, Item.Kubeconfig _, Item.Encryption _ -> Optional.empty();
    };
  }

  /** The next key of an algorithm, which may still be in the making; each is handed out once. */
  CompletableFuture<PrivateKeyPair> take(KeyAlgorithm algorithm) {
    if (queue(algorithm).isEmpty()) {
      begin(algorithm);
    }
    return queue(algorithm).remove();
  }

  private void begin(KeyAlgorithm algorithm) {
    queue(algorithm).add(CompletableFuture.supplyAsync(() -> Keys.generate(algorithm), makers));
  }

  private Queue<CompletableFuture<PrivateKeyPair>> queue(KeyAlgorithm algorithm) {
    return begun.computeIfAbsent(algorithm, _ -> new ArrayDeque<>());
  }

  @Override
  public void close() {
    makers.shutdownNow();
  }
}
