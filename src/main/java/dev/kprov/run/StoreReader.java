package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.mint.Certificate;
import dev.kprov.mint.Certificates;
import dev.kprov.mint.Chain;
import dev.kprov.mint.Keys;
import dev.kprov.mint.PrivateKeyPair;
import dev.kprov.mint.Reading;
import dev.kprov.mint.SealedKey;
import dev.kprov.pki.EncryptionFile;
import dev.kprov.pki.Essence;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.KeyInfo;
import dev.kprov.pki.Pki;
import dev.kprov.pki.StoreState;
import dev.kprov.plan.Written;
import dev.kprov.result.Writings;
import dev.kprov.state.Content;
import dev.kprov.store.Kept;
import dev.kprov.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Reads all that the store holds of a PKI, each file once. The keys and certificates stay at hand
 * for issuing, so that they are not read a second time. Other threads may take the contents of
 * files while it reads on.
 */
final class StoreReader {

  private final Store store;
  private final Pki pki;
  private final Map<ItemId, PrivateKeyPair> keys = new HashMap<>();
  private final Map<ItemId, SealedKey> sealed = new HashMap<>();
  private final Set<ItemId> locked = new HashSet<>();
  private final Map<ItemId, Chain> chains = new HashMap<>();
  private final List<Certificate> authorities = new ArrayList<>();
  private final Map<StorePath, Kept> contents = new ConcurrentHashMap<>();
  private final Map<ItemId, Holding> holdings = new HashMap<>();
  private final List<StorePath> secrets;
  private final List<Item> order;
  private int next;

  /**
   * One that has read nothing yet.
   *
   * @param order all items, each after its parts
   */
  StoreReader(Store store, Pki pki, List<Item> order) {
    this.store = store;
    this.pki = pki;
    this.order = List.copyOf(order);
    this.secrets =
        pki.items().stream()
            .flatMap(item -> item.files().entrySet().stream())
            .filter(file -> file.getValue().secret())
            .map(Map.Entry::getKey)
            .toList();
  }

  /** Reads a store that may not exist yet. */
  static StoreReader read(Store store, Pki pki) throws RunFailure {
    StoreReader reader = new StoreReader(store, pki, pki.items());
    reader.readOn(Set.of());
    return reader;
  }

  /**
   * Reads on up to the first item that is still to be made.
   *
   * @return how many items of its order have been read in all
   */
  int readOn(Set<ItemId> missing) throws RunFailure {
    while (next < order.size() && !missing.contains(order.get(next).id())) {
      read(order.get(next));
      next++;
    }
    return next;
  }

  StoreState state() throws RunFailure {
    return new StoreState(holdings, store.ledger(), store.notes(secrets()));
  }

  /** What kprov has left on hosts, by the journal. */
  Written written() throws RunFailure {
    return Writings.of(store.journal());
  }

  /** The files of which only the owner may know the content. */
  List<StorePath> secrets() {
    return secrets;
  }

  /** The certificates of the store's authorities, and those above them. */
  List<Certificate> authorities() {
    return List.copyOf(authorities);
  }

  /** All certificates, each in a file of its own or with those above it. */
  List<Certificate> certificates() {
    return chains.values().stream().flatMap(chain -> chain.all().stream()).toList();
  }

  /** Whether the store has nothing of an item, not even a request for it. */
  boolean lacks(Item item) {
    return !holdings.containsKey(item.id());
  }

  Optional<PrivateKeyPair> key(ItemId id) {
    return Optional.ofNullable(keys.get(id));
  }

  /** The key of an authority that must be opened before it can sign. */
  Optional<SealedKey> sealed(ItemId id) {
    return Optional.ofNullable(sealed.get(id)).filter(_ -> !keys.containsKey(id));
  }

  /** Where the store is. */
  Path folder() {
    return store.folder();
  }

  /** Where the key of an authority lies. */
  Path keyFile(ItemId authority) {
    return folder().resolve(((Item.Authority) pki.item(authority)).keyFile().text());
  }

  /** Keeps a key at hand that was opened. */
  void opened(ItemId id, PrivateKeyPair key) {
    keys.put(id, key);
  }

  Optional<Certificate> certificate(ItemId id) {
    return chain(id).map(Chain::certificate);
  }

  /** The certificate of an item with those above it: see {@link Holding#above}. */
  Optional<Chain> chain(ItemId id) {
    return Optional.ofNullable(chains.get(id));
  }

  /**
   * What is trusted where an authority is: its certificate alone, so that nothing is that others
   * below its issuer signed; with those above it only where its own file has them.
   */
  byte[] trust(ItemId authority, Chain chain) {
    boolean alone =
        pki.item(authority) instanceof Item.Authority ca
            && (ca.issuer().isPresent() || contents.containsKey(ca.signersFile()));
    return alone ? chain.certificate().pem() : chain.whole();
  }

  /** The content of a file that the plan found to exist, where the store has its keys. */
  Secret content(StorePath path) {
    return secret(path).orElseThrow(() -> new NoSuchElementException(path.text()));
  }

  /** What an encryption configuration says beside its keys; empty where there is none. */
  Optional<EncryptionFile> encryptionFile(StorePath path) {
    return kept(path).flatMap(Essences::encryptionFile);
  }

  private void read(Item item) throws RunFailure {
    Map<StorePath, Content.Known> files = new HashMap<>();
    for (StorePath path : item.files().keySet()) {
      Optional<Kept> kept = store.read(path);
      kept.ifPresent(one -> {
        contents.put(path, one);
        files.put(path, one.known());
      });
    }
    if (item instanceof Item.Authority ca) {
      store.read(ca.signersFile()).ifPresent(pem -> contents.put(ca.signersFile(), pem));
    }
    if (!files.isEmpty()) {
      holdings.put(item.id(), holding(item, files));
    }
    if (item instanceof Item.Authority ca && store.read(ca.requestFile()).isPresent()) {
      holdings.merge(ca.id(), Holding.NOTHING, (held, _) -> held);
      holdings.computeIfPresent(ca.id(), (_, held) -> held.withRequest());
    }
  }

  private Holding holding(Item item, Map<StorePath, Content.Known> files) {
    return switch (item) {
      case Item.Authority ca -> authority(ca, files);
      case Item.Chain chain -> derived(files, whole(chain).map(Sha256::of));
      case Item.Certificate leaf ->
          pair(leaf.id(), leaf.keyFile(), Optional.of(leaf.certFile()), this::chain, files);
      case Item.KeyPair pair ->
          pair(
              pair.id(),
              pair.keyFile(),
              pair.certificate().map(Item.Wrapper::certFile),
              this::alone,
              files);
      case Item.Kubeconfig kubeconfig -> derived(files, rendered(kubeconfig));
      case Item.Encryption encryption -> encryption(encryption, files);
    };
  }

  private Holding authority(Item.Authority ca, Map<StorePath, Content.Known> files) {
    kept(ca.keyFile()).filter(kept -> isSealed(ca.id(), kept)).ifPresent(_ -> locked.add(ca.id()));
    Holding held =
        pair(
            ca.id(),
            ca.keyFile(),
            Optional.of(ca.certFile()),
            pem -> ca.issuer().map(issuer -> below(issuer, pem)).orElseGet(() -> top(ca, pem)),
            files);
    chain(ca.id()).map(Chain::all).ifPresent(this::know);
    return locked.contains(ca.id()) ? held.withSealedKey() : held;
  }

  private boolean isSealed(ItemId id, Kept kept) {
    return switch (kept) {
      case Kept.Whole(Secret pem) -> {
        SealedKey.of(pem).ifPresent(key -> sealed.put(id, key));
        yield sealed.containsKey(id);
      }
      case Kept.Described(var _, Essence essence) -> essence instanceof Essence.SealedKey;
    };
  }

  private void know(List<Certificate> found) {
    found.stream()
        .filter(one -> one.info().authority())
        .filter(one -> authorities.stream().noneMatch(known -> known.info().equals(one.info())))
        .forEach(authorities::add);
  }

  private Holding pair(
      ItemId id,
      StorePath keyFile,
      Optional<StorePath> certFile,
      Function<Secret, Reading<Chain>> read,
      Map<StorePath, Content.Known> files) {
    List<String> damage = new ArrayList<>();
    Optional<KeyInfo> key =
        kept(keyFile)
            .filter(_ -> !locked.contains(id))
            .flatMap(kept -> take(key(id, kept), keyFile, damage));
    certFile
        .flatMap(path -> kept(path).flatMap(kept -> take(chain(kept, read), path, damage)))
        .ifPresent(chain -> chains.put(id, chain));
    return new Holding(
        files,
        key,
        certificate(id).map(Certificate::info),
        chain(id).map(Chain::infosAbove).orElse(List.of()),
        Optional.empty(),
        Optional.empty(),
        damage);
  }

  private Optional<Kept> kept(StorePath path) {
    return Optional.ofNullable(contents.get(path));
  }

  private Optional<Secret> secret(StorePath path) {
    return kept(path).flatMap(Kept::whole);
  }

  private Reading<KeyInfo> key(ItemId id, Kept kept) {
    return switch (kept) {
      case Kept.Whole(Secret pem) ->
          Keys.read(pem)
              .then(pair -> {
                keys.put(id, pair);
                return new Reading.Good<>(pair.info());
              });
      case Kept.Described(var _, Essence essence) -> Essences.key(essence);
    };
  }

  private static Reading<Chain> chain(Kept kept, Function<Secret, Reading<Chain>> read) {
    return switch (kept) {
      case Kept.Whole(Secret pem) -> read.apply(pem);
      case Kept.Described(var _, Essence essence) -> Essences.noCertificate(essence);
    };
  }

  /** An authority that another item signs: its own certificate, and what is above that one. */
  private Reading<Chain> below(ItemId issuer, Secret pem) {
    List<Certificate> above = chain(issuer).map(Chain::all).orElse(List.of());
    return alone(pem).then(own -> new Reading.Good<>(new Chain(own.certificate(), above)));
  }

  /** An authority that no item signs: a root, or one that was signed elsewhere. */
  private Reading<Chain> top(Item.Authority ca, Secret pem) {
    return pem.use(bytes -> Chain.readAuthority(bytes, authorities))
        .then(chain ->
            secret(ca.signersFile())
                .filter(_ -> chain.above().isEmpty() && !chain.certificate().info().selfSigned())
                .map(signers -> signed(ca, chain.certificate(), signers))
                .orElse(new Reading.Good<>(chain)));
  }

  private Reading<Chain> signed(Item.Authority ca, Certificate own, Secret signers) {
    Reading<Chain> whole = signers.use(bytes -> Chain.readAuthority(own, bytes, authorities));
    return whole
        .fault()
        .<Reading<Chain>>map(
            fault -> new Reading.Bad<>("with " + ca.signersFile() + " behind it " + fault))
        .orElse(whole);
  }

  private Reading<Chain> chain(Secret pem) {
    return pem.use(bytes -> Chain.read(bytes, authorities));
  }

  private Reading<Chain> alone(Secret pem) {
    return pem.use(bytes -> Certificates.read(bytes, authorities))
        .then(one -> new Reading.Good<>(Chain.of(one)));
  }

  private static <T> Optional<T> take(Reading<T> reading, StorePath path, List<String> damage) {
    reading.fault().ifPresent(fault -> damage.add(path + " " + fault));
    return reading.toOptional();
  }

  /** What has nothing of its own: it is as good as its parts. */
  private static Holding derived(Map<StorePath, Content.Known> files, Optional<Sha256> rendered) {
    return new Holding(
        files,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        rendered,
        Optional.empty(),
        List.of());
  }

  /** What is known of an item's key, also where the key itself is not at hand. */
  Optional<KeyInfo> keyInfo(ItemId id) {
    return Optional.ofNullable(holdings.get(id)).flatMap(Holding::key);
  }

  private Optional<Sha256> rendered(Item.Kubeconfig item) {
    return kept(item.file()).flatMap(kept -> new Rendering(item, this).of(kept));
  }

  private Optional<Secret> whole(Item.Chain item) {
    return chain(item.authority()).map(chain -> Secret.of(chain.whole()));
  }

  private Holding encryption(Item.Encryption item, Map<StorePath, Content.Known> files) {
    Optional<Holding.EncryptionInfo> info = kept(item.file()).flatMap(Essences::activeKey);
    return new Holding(
        files,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        info,
        info.isPresent()
            ? List.of()
            : List.of(item.file() + " is no encryption configuration of one active key"));
  }
}
