package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.mint.Certificate;
import dev.kprov.mint.Chain;
import dev.kprov.mint.Issuer;
import dev.kprov.mint.Keys;
import dev.kprov.mint.PrivateKeyPair;
import dev.kprov.pki.EncryptionConfigs;
import dev.kprov.pki.HostMark;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Kubeconfigs;
import dev.kprov.pki.LedgerEntry;
import dev.kprov.pki.Pki;
import dev.kprov.plan.Change;
import dev.kprov.store.NewFile;
import dev.kprov.store.StoreWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Carries out the local part of a plan, each change as soon as its key is there. An irreplaceable
 * item is on the disk, with its ledger line, before anything that depends on it is made; all else
 * is written together while the next key is waited for, so that it costs few waits for the disk.
 */
final class Issuance {

  /** The certificates whose signatures take the JDK as long as the native library to be loaded. */
  private static final int MANY = 15;

  private final List<Change> changes;
  private final Pki pki;
  private final StoreReader store;
  private final StoreWriter writer;
  private final Instant now;
  private final List<NewFile> files = new ArrayList<>();
  private final List<LedgerEntry> entries = new ArrayList<>();
  private final Map<ItemId, CompletableFuture<PrivateKeyPair>> keys = new HashMap<>();
  private final Map<ItemId, Chain> chains = new HashMap<>();
  private final Issuer issuer;
  private final List<Change> made = new ArrayList<>();
  private final List<Change> done = new ArrayList<>();

  /**
   * @param changes what is to be done, in this order
   * @param store what is there
   * @param now the time of everything that is issued
   */
  Issuance(List<Change> changes, Pki pki, StoreReader store, StoreWriter writer, Instant now) {
    this.changes = changes;
    this.pki = pki;
    this.issuer = issuer(changes);
    this.store = store;
    this.writer = writer;
    this.now = now;
  }

  private static Issuer issuer(List<Change> changes) {
    return new Issuer(
        issues(changes).count() > MANY
            || certified(changes)
                .map(FreshKeys::algorithm)
                .anyMatch(algorithm -> algorithm.orElseThrow().rsa()));
  }

  private static Stream<Change.Issue> issues(List<Change> changes) {
    return changes.stream().filter(Change.Issue.class::isInstance).map(Change.Issue.class::cast);
  }

  /** The items that get a new key of their own. */
  private static Stream<Item> certified(List<Change> changes) {
    return issues(changes)
        .filter(Change.Issue::newKey)
        .map(Change.Issue::item)
        .filter(item -> FreshKeys.algorithm(item).isPresent());
  }

  /** Hears of changes as soon as they are on the disk, with their ledger lines. */
  interface Listener {
    void stored(List<Change> changes) throws RunFailure;
  }

  /**
   * What became of the changes.
   *
   * @param done what is on the disk, with its ledger lines
   * @param failure why the rest is not
   * @param cutShort whether the rest is not because the operator wanted the run to end
   */
  record Result(List<Change> done, Optional<RunFailure> failure, boolean cutShort) {}

  /**
   * Carries the changes out as far as it gets.
   *
   * @throws RunFailure where the operator wants the run to end before anything was written
   */
  Result carryOut(FreshKeys fresh, Cancellation cancellation, Listener listener)
      throws RunFailure, InterruptedException {
    certified(changes)
        .forEach(item -> keys.put(item.id(), fresh.take(FreshKeys.algorithm(item).orElseThrow())));
    boolean cutShort = false;
    try {
      for (Change change : changes) {
        cutShort = cutShort || !awaitKey(change, cancellation, listener);
        if (!cutShort) {
          carryOut(change, listener);
        }
      }
      flush(listener);
    } catch (RunFailure e) {
      return new Result(done, Optional.of(e), cutShort);
    }
    if (cutShort && done.isEmpty()) {
      throw Cancellation.failure();
    }
    return new Result(done, Optional.empty(), cutShort);
  }

  /** Waits for the key of a change; tells whether the change is still wanted. */
  private boolean awaitKey(Change change, Cancellation cancellation, Listener listener)
      throws RunFailure, InterruptedException {
    if (change instanceof Change.Issue issue) {
      CompletableFuture<PrivateKeyPair> key = keys.get(issue.item().id());
      if (key != null && !key.isDone()) {
        flush(listener);
        cancellation.await(key);
      }
    }
    return !cancellation.isAsked();
  }

  private void carryOut(Change change, Listener listener) throws RunFailure {
    switch (change) {
      case Change.Issue(Item item, List<String> reasons, boolean newKey, var _) ->
          make(item, String.join("; ", reasons), newKey);
      case Change.Recover(Item item) -> recover(item);
      case Change.Mark(String host, HostMark.Kind kind, List<String> items) -> {
        flush(listener);
        writer.append(new HostMark(now, host, kind, items));
      }
      case Change.Merge _, Change.Create _, Change.Update _, Change.Remove _, Change.Blocked _ ->
          throw new IllegalStateException("no change to the store: " + change.subject());
    }
    made.add(change);
    if (change instanceof Change.Issue issue && issue.item().irreplaceable()) {
      flush(listener);
    }
  }

  /** Puts what was made on the disk: first the files, then the lines that remember them. */
  private void flush(Listener listener) throws RunFailure {
    if (!files.isEmpty()) {
      writer.write(files);
      files.clear();
    }
    if (!entries.isEmpty()) {
      writer.append(entries);
      entries.clear();
    }
    List<Change> stored = List.copyOf(made);
    made.clear();
    done.addAll(stored);
    listener.stored(stored);
  }

  private void make(Item item, String reason, boolean newKey) {
    switch (item) {
      case Item.Authority ca -> authority(ca, reason, newKey);
      case Item.Chain chain ->
          files.add(NewFile.open(chain.file(), chain(chain.authority()).whole()));
      case Item.Certificate leaf -> certificate(leaf, reason, newKey);
      case Item.KeyPair pair -> keyPair(pair, reason, newKey);
      case Item.Kubeconfig kubeconfig ->
          files.add(
              NewFile.secret(
                  kubeconfig.file(),
                  Kubeconfigs.render(
                      kubeconfig,
                      store.trust(kubeconfig.authority(), chain(kubeconfig.authority())),
                      chain(kubeconfig.certificate()).shown(),
                      key(kubeconfig.certificate()).pem())));
      case Item.Encryption encryption -> encryption(encryption, reason);
    }
  }

  private void authority(Item.Authority item, String reason, boolean newKey) {
    PrivateKeyPair key = key(item.id());
    Chain made =
        item.issuer()
            .map(above ->
                issuer.intermediate(item, key, pki.depthBelow(item), chain(above), key(above), now))
            .orElseGet(() -> Chain.of(issuer.root(item, key, now)));
    if (newKey) {
      files.add(NewFile.secret(item.keyFile(), key.pem()));
    }
    chains.put(item.id(), made);
    record(item, item.certFile(), made.certificate().pem(), made.certificate(), key, reason);
  }

  private void certificate(Item.Certificate item, String reason, boolean newKey) {
    PrivateKeyPair key = key(item.id());
    Chain made = issuer.certificate(item, key, chain(item.issuer()), key(item.issuer()), now);
    if (newKey) {
      files.add(NewFile.secret(item.keyFile(), key.pem()));
    }
    chains.put(item.id(), made);
    record(item, item.certFile(), made.shown(), made.certificate(), key, reason);
  }

  private void keyPair(Item.KeyPair item, String reason, boolean newKey) {
    PrivateKeyPair key = key(item.id());
    if (newKey) {
      files.add(NewFile.secret(item.keyFile(), key.pem()));
    }
    if (item.publicFile().isPresent()) {
      files.add(NewFile.open(item.publicFile().get(), key.publicPem()));
    }
    if (item.certificate().isPresent()) {
      Item.Wrapper wrapper = item.certificate().get();
      Certificate certificate =
          issuer.wrapper(wrapper, key, chain(wrapper.issuer()), key(wrapper.issuer()), now);
      record(item, wrapper.certFile(), certificate.pem(), certificate, key, reason);
    } else {
      entries.add(
          new LedgerEntry(now, item.id().key(), reason, key.info().publicKey(), Optional.empty()));
    }
  }

  private void encryption(Item.Encryption item, String reason) {
    Secret key = Keys.generateEncryptionKey();
    files.add(NewFile.secret(item.file(), EncryptionConfigs.render(item, key)));
    entries.add(new LedgerEntry(now, item.id().key(), reason, Sha256.of(key), Optional.empty()));
  }

  private void recover(Item item) {
    String reason = "recovered";
    Optional<LedgerEntry.Signed> signed =
        store.certificate(item.id()).map(Certificate::info).map(LedgerEntry.Signed::of);
    Sha256 key =
        item instanceof Item.Encryption encryption
            ? EncryptionConfigs.read(store.content(encryption.file())).orElseThrow().key()
            : key(item.id()).info().publicKey();
    entries.add(new LedgerEntry(now, item.id().key(), reason, key, signed));
  }

  private void record(
      Item item,
      StorePath file,
      byte[] pem,
      Certificate certificate,
      PrivateKeyPair key,
      String reason) {
    files.add(NewFile.open(file, pem));
    entries.add(
        new LedgerEntry(
            now,
            item.id().key(),
            reason,
            key.info().publicKey(),
            Optional.of(LedgerEntry.Signed.of(certificate.info()))));
  }

  /** The key of an item: the one just made, else the store's. */
  private PrivateKeyPair key(ItemId id) {
    CompletableFuture<PrivateKeyPair> made = keys.get(id);
    return made != null ? made.join() : store.key(id).orElseThrow();
  }

  private Chain chain(ItemId id) {
    Chain made = chains.get(id);
    return made != null ? made : store.chain(id).orElseThrow();
  }
}
