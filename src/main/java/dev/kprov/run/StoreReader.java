package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.mint.Certificate;
import dev.kprov.mint.Certificates;
import dev.kprov.mint.Keys;
import dev.kprov.mint.PrivateKeyPair;
import dev.kprov.mint.Reading;
import dev.kprov.pki.EncryptionConfigs;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Kubeconfigs;
import dev.kprov.pki.Pki;
import dev.kprov.pki.StoreState;
import dev.kprov.state.Content;
import dev.kprov.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads all that the store holds of a PKI, each file once. The keys and certificates stay at hand
 * for issuing, so that they are not read a second time.
 */
final class StoreReader {

  private final Store store;
  private final Map<ItemId, PrivateKeyPair> keys = new HashMap<>();
  private final Map<ItemId, Certificate> certificates = new LinkedHashMap<>();
  private final Map<StorePath, Secret> contents = new HashMap<>();
  private final Map<ItemId, Holding> holdings = new HashMap<>();
  private final List<StorePath> secrets;

  private StoreReader(Store store, Pki pki) {
    this.store = store;
    this.secrets =
        pki.items().stream()
            .flatMap(item -> item.files().entrySet().stream())
            .filter(file -> file.getValue().secret())
            .map(Map.Entry::getKey)
            .toList();
  }

  /** Reads a store that may not exist yet. */
  static StoreReader read(Store store, Pki pki) throws RunFailure {
    StoreReader reader = new StoreReader(store, pki);
    for (Item item : pki.items()) {
      reader.read(item);
    }
    return reader;
  }

  StoreState state() throws RunFailure {
    return new StoreState(holdings, store.ledger(), store.notes(secrets()));
  }

  /** The files of which only the owner may know the content. */
  List<StorePath> secrets() {
    return secrets;
  }

  /** The certificates of the store's authorities. */
  List<Certificate> authorities() {
    return certificates.values().stream().filter(c -> c.info().authority()).toList();
  }

  Optional<PrivateKeyPair> key(ItemId id) {
    return Optional.ofNullable(keys.get(id));
  }

  Optional<Certificate> certificate(ItemId id) {
    return Optional.ofNullable(certificates.get(id));
  }

  /** The content of a file that the plan found to exist. */
  Secret content(StorePath path) {
    return Objects.requireNonNull(contents.get(path), path::text);
  }

  private void read(Item item) throws RunFailure {
    Map<StorePath, Content.Known> files = new HashMap<>();
    for (StorePath path : item.files().keySet()) {
      Optional<Secret> content = store.readSecret(path);
      content.ifPresent(secret -> {
        contents.put(path, secret);
        files.put(path, known(secret));
      });
    }
    if (!files.isEmpty()) {
      holdings.put(item.id(), holding(item, files));
    }
  }

  private static Content.Known known(Secret secret) {
    return new Content.Known(Sha256.of(secret), secret.use(bytes -> (long) bytes.length));
  }

  private Holding holding(Item item, Map<StorePath, Content.Known> files) {
    return switch (item) {
      case Item.Authority ca -> pair(ca.id(), ca.keyFile(), Optional.of(ca.certFile()), files);
      case Item.Certificate leaf ->
          pair(leaf.id(), leaf.keyFile(), Optional.of(leaf.certFile()), files);
      case Item.KeyPair pair ->
          pair(pair.id(), pair.keyFile(), pair.certificate().map(Item.Wrapper::certFile), files);
      case Item.Kubeconfig kubeconfig -> kubeconfig(kubeconfig, files);
      case Item.Encryption encryption -> encryption(encryption, files);
    };
  }

  private Holding pair(
      ItemId id,
      StorePath keyFile,
      Optional<StorePath> certFile,
      Map<StorePath, Content.Known> files) {
    List<String> damage = new ArrayList<>();
    secret(keyFile)
        .map(Keys::read)
        .flatMap(reading -> take(reading, keyFile, damage))
        .ifPresent(key -> keys.put(id, key));
    certFile
        .flatMap(path -> secret(path).map(this::certificate).flatMap(r -> take(r, path, damage)))
        .ifPresent(certificate -> certificates.put(id, certificate));
    return new Holding(
        files,
        key(id).map(PrivateKeyPair::info),
        certificate(id).map(Certificate::info),
        Optional.empty(),
        Optional.empty(),
        damage);
  }

  private Optional<Secret> secret(StorePath path) {
    return Optional.ofNullable(contents.get(path));
  }

  private Reading<Certificate> certificate(Secret pem) {
    return pem.use(bytes -> Certificates.read(bytes, authorities()));
  }

  private static <T> Optional<T> take(Reading<T> reading, StorePath path, List<String> damage) {
    reading.fault().ifPresent(fault -> damage.add(path + " " + fault));
    return reading.toOptional();
  }

  private Holding kubeconfig(Item.Kubeconfig item, Map<StorePath, Content.Known> files) {
    return new Holding(
        files,
        Optional.empty(),
        Optional.empty(),
        rendered(item).map(Sha256::of),
        Optional.empty(),
        List.of());
  }

  /** What a kubeconfig would be now; empty where its parts do not all exist. */
  Optional<Secret> rendered(Item.Kubeconfig item) {
    return certificate(item.authority())
        .flatMap(ca ->
            certificate(item.certificate())
                .flatMap(client ->
                    key(item.certificate())
                        .map(key -> Kubeconfigs.render(item, ca.pem(), client.pem(), key.pem()))));
  }

  private Holding encryption(Item.Encryption item, Map<StorePath, Content.Known> files) {
    Optional<Holding.EncryptionInfo> info = secret(item.file()).flatMap(EncryptionConfigs::read);
    return new Holding(
        files,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        info,
        info.isPresent()
            ? List.of()
            : List.of(item.file() + " is no encryption configuration of one active key"));
  }
}
