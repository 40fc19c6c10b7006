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
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.Kubeconfigs;
import dev.kprov.pki.LedgerEntry;
import dev.kprov.pki.Pki;
import dev.kprov.plan.Change;
import dev.kprov.plan.Plan;
import dev.kprov.store.NewFile;
import dev.kprov.store.StoreWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Carries out the local part of a plan: takes new keys, then makes certificates in the plan's
 * order. An irreplaceable item is on the disk, with its ledger line, before anything that depends
 * on it is made; all else is written together, so that it costs few waits for the disk.
 */
final class Issuance {

  /** The certificates whose signatures take the JDK as long as the native library to be loaded. */
  private static final int MANY = 15;

  private final Pki pki;
  private final StoreReader store;
  private final StoreWriter writer;
  private final Instant now;
  private final List<NewFile> files = new ArrayList<>();
  private final List<LedgerEntry> entries = new ArrayList<>();
  private final Map<ItemId, PrivateKeyPair> keys = new HashMap<>();
  private final Map<ItemId, Chain> chains = new HashMap<>();
  private final Issuer issuer;
  private final List<Change> made = new ArrayList<>();
  private final List<Change> done = new ArrayList<>();

  private Issuance(Pki pki, Issuer issuer, StoreReader store, StoreWriter writer, Instant now) {
    this.pki = pki;
    this.issuer = issuer;
    this.store = store;
    this.writer = writer;
    this.now = now;
  }

  /**
   * What became of the local part of a plan.
   *
   * @param done what is on the disk, with its ledger lines
   * @param failure why the rest is not
   * @param cutShort whether the rest is not because the operator wanted the run to end
   */
  record Result(List<Change> done, Optional<RunFailure> failure, boolean cutShort) {}

  /**
   * Does what the plan says is to be done in the store.
   *
   * @throws RunFailure where the operator wants the run to end before anything was written
   */
  static Result carryOut(
      Plan plan,
      Pki pki,
      StoreReader store,
      StoreWriter writer,
      FreshKeys fresh,
      Cancellation cancellation,
      Instant now)
      throws RunFailure, InterruptedException {
    Issuance issuance = new Issuance(pki, issuer(plan), store, writer, now);
    issuance.makeKeys(plan, fresh, cancellation);
    return issuance.issue(plan.issuance(), cancellation);
  }

  private static Issuer issuer(Plan plan) {
    List<Change.Issue> issues = issues(plan).toList();
    return new Issuer(
        issues.size() > MANY
            || issues.stream()
                .filter(Change.Issue::newKey)
                .map(issue -> FreshKeys.algorithm(issue.item()))
                .anyMatch(algorithm -> algorithm.filter(KeyAlgorithm::rsa).isPresent()));
  }

  private static Stream<Change.Issue> issues(Plan plan) {
    return plan.local().stream()
        .filter(Change.Issue.class::isInstance)
        .map(Change.Issue.class::cast);
  }

  private Result issue(List<Change> changes, Cancellation cancellation) {
    boolean cutShort = false;
    try {
      for (Change change : changes) {
        cutShort |= cancellation.isAsked();
        if (!cutShort) {
          carryOut(change);
        }
      }
      flush();
      return new Result(done, Optional.empty(), cutShort);
    } catch (RunFailure e) {
      return new Result(done, Optional.of(e), cutShort);
    }
  }

  private void makeKeys(Plan plan, FreshKeys fresh, Cancellation cancellation)
      throws RunFailure, InterruptedException {
    List<Item> items =
        issues(plan)
            .filter(Change.Issue::newKey)
            .map(Change.Issue::item)
            .filter(item -> FreshKeys.algorithm(item).isPresent())
            .toList();
    List<PrivateKeyPair> made =
        fresh.take(
            items.stream().map(FreshKeys::algorithm).map(Optional::orElseThrow).toList(),
            cancellation);
    for (int i = 0; i < items.size(); i++) {
      keys.put(items.get(i).id(), made.get(i));
    }
  }

  private void carryOut(Change change) throws RunFailure {
    switch (change) {
      case Change.Issue(Item item, List<String> reasons, boolean newKey, var _) ->
          make(item, String.join("; ", reasons), newKey);
      case Change.Recover(Item item) -> recover(item);
      case Change.Mark(String host, HostMark.Kind kind, List<String> items) -> {
        flush();
        writer.append(new HostMark(now, host, kind, items));
      }
      case Change.Merge _, Change.Create _, Change.Update _, Change.Remove _, Change.Blocked _ ->
          throw new IllegalStateException("no change to the store: " + change.subject());
    }
    made.add(change);
    if (change instanceof Change.Issue issue && issue.item().irreplaceable()) {
      flush();
    }
  }

  /** Puts what was made on the disk: first the files, then the lines that remember them. */
  private void flush() throws RunFailure {
    if (!files.isEmpty()) {
      writer.write(files);
      files.clear();
    }
    if (!entries.isEmpty()) {
      writer.append(entries);
      entries.clear();
    }
    done.addAll(made);
    made.clear();
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
    PrivateKeyPair made = keys.get(id);
    return made != null ? made : store.key(id).orElseThrow();
  }

  private Chain chain(ItemId id) {
    Chain made = chains.get(id);
    return made != null ? made : store.chain(id).orElseThrow();
  }
}
