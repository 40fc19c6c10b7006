package dev.kprov.plan;

import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Holding;
import dev.kprov.pki.HostMark;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.KeyInfo;
import dev.kprov.pki.Ledger;
import dev.kprov.pki.LedgerEntry;
import dev.kprov.pki.Lifetime;
import dev.kprov.pki.Lineage;
import dev.kprov.pki.Pki;
import dev.kprov.pki.StoreState;
import dev.kprov.state.Content;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A store that issues as the real one does, but draws its keys from a counter. */
public final class StoreModel {

  private int keysMade;
  private final Map<ItemId, KeyInfo> keys = new HashMap<>();
  private final Map<ItemId, CertificateInfo> certificates = new HashMap<>();
  private final Map<ItemId, ItemId> issuers = new HashMap<>();
  private final Map<ItemId, List<CertificateInfo>> behind = new HashMap<>();
  private final Map<ItemId, Holding.EncryptionInfo> encryptions = new HashMap<>();
  private final Map<ItemId, Sha256> derived = new HashMap<>();
  private final Map<ItemId, List<String>> damage = new HashMap<>();
  private final Set<StorePath> lost = new HashSet<>();
  private final Set<ItemId> sealed = new HashSet<>();
  private final Set<ItemId> requested = new HashSet<>();
  private final List<LedgerEntry> ledger = new ArrayList<>();
  private final List<HostMark> marks = new ArrayList<>();

  /** Makes an item and writes its ledger line. */
  void issue(Item item, boolean newKey, Instant now) {
    lost.removeAll(item.files().keySet());
    switch (item) {
      case Item.Authority ca -> {
        key(ca.id(), ca.algorithm(), newKey);
        certificates.put(ca.id(), authority(ca, now));
      }
      case Item.Chain chain -> derived.put(chain.id(), rendered(chain).orElseThrow());
      case Item.Certificate leaf -> {
        key(leaf.id(), leaf.algorithm(), newKey);
        CertificateInfo ca = certificate(leaf.issuer());
        certificates.put(
            leaf.id(),
            Sketch.leaf(leaf.subject(), keyOf(leaf.id()), ca, now)
                .names(leaf.names())
                .usages(leaf.usages())
                .until(Lifetime.end(now, leaf.validity(), lineage(leaf.issuer()).end()))
                .info());
        behind.put(leaf.id(), lineage(leaf.issuer()).intermediates());
      }
      case Item.KeyPair pair -> {
        key(pair.id(), pair.algorithm(), newKey);
        Item.Wrapper wrapper = pair.certificate().orElseThrow();
        CertificateInfo ca = certificate(wrapper.issuer());
        certificates.put(
            pair.id(),
            Sketch.leaf(wrapper.subject(), keyOf(pair.id()), ca, now)
                .usages(wrapper.usages())
                .until(Lifetime.end(now, wrapper.validity(), ca.notAfter()))
                .info());
      }
      case Item.Kubeconfig kubeconfig ->
          derived.put(kubeconfig.id(), rendered(kubeconfig).orElseThrow());
      case Item.Encryption encryption ->
          encryptions.put(
              encryption.id(),
              new Holding.EncryptionInfo(
                  encryption.provider().word(),
                  encryption.keyName(),
                  encryption.resources(),
                  freshKey()));
    }
    if (!(item instanceof Item.Kubeconfig || item instanceof Item.Chain)) {
      record(item.id());
    }
  }

  private CertificateInfo authority(Item.Authority ca, Instant now) {
    ca.issuer().ifPresent(issuer -> issuers.put(ca.id(), issuer));
    return ca.issuer()
        .map(issuer ->
            Sketch.leaf(ca.subject(), keyOf(ca.id()), certificate(issuer), now)
                .authority(true)
                .until(Lifetime.end(now, ca.validity(), lineage(issuer).end())))
        .orElseGet(() ->
            Sketch.authority(ca.subject(), keyOf(ca.id()), now).until(now.plus(ca.validity())))
        .info();
  }

  /** Lets something stand behind the certificate of an item. */
  public void follow(ItemId id, CertificateInfo... certificates) {
    behind.put(id, List.of(certificates));
  }

  /** What stands above the certificate of an item, or behind it in its file. */
  List<CertificateInfo> above(ItemId id) {
    return issuers.containsKey(id)
        ? lineage(Objects.requireNonNull(issuers.get(id))).certificates()
        : behind.getOrDefault(id, List.of());
  }

  private Lineage lineage(ItemId authority) {
    return new Lineage(
        Stream.concat(Stream.of(certificate(authority)), above(authority).stream()).toList());
  }

  /** What a file of certificates shows. */
  List<CertificateInfo> shown(Item item) {
    return switch (item) {
      case Item.Chain chain -> lineage(chain.authority()).certificates();
      case Item.Authority ca when ca.issuer().isPresent() -> List.of(certificate(ca.id()));
      case Item.Kubeconfig kubeconfig -> shown(kubeconfig.certificate());
      case Item.Authority _, Item.Certificate _, Item.KeyPair _, Item.Encryption _ ->
          shown(item.id());
    };
  }

  private List<CertificateInfo> shown(ItemId id) {
    return Stream.concat(Stream.of(certificate(id)), above(id).stream()).toList();
  }

  /** Writes the ledger line of what is held. */
  void record(ItemId id) {
    record(id, "because");
  }

  /** Writes the ledger line of what is held, with a reason. */
  public void record(ItemId id, String reason) {
    Optional<CertificateInfo> certificate = Optional.ofNullable(certificates.get(id));
    ledger.add(
        new LedgerEntry(
            Instant.EPOCH,
            id.key(),
            reason,
            encryptions.containsKey(id) ? encryptions.get(id).key() : keyOf(id),
            certificate.map(LedgerEntry.Signed::of)));
  }

  void mark(HostMark mark) {
    marks.add(mark);
  }

  public CertificateInfo certificate(ItemId id) {
    return Objects.requireNonNull(certificates.get(id), id::key);
  }

  public Sha256 keyOf(ItemId id) {
    return Objects.requireNonNull(keys.get(id), id::key).publicKey();
  }

  /** Changes a certificate behind the ledger's back. */
  public void replace(ItemId id, UnaryOperator<Sketch> edit) {
    certificates.put(id, edit.apply(Sketch.of(certificate(id))).info());
  }

  /** Replaces a key with another of some kind behind the ledger's back. */
  public void replaceKey(ItemId id, Optional<KeyAlgorithm> algorithm) {
    keys.put(id, new KeyInfo(algorithm, freshKey()));
  }

  /** Encrypts the key of an authority. */
  public void seal(ItemId id) {
    sealed.add(id);
  }

  /** Leaves of an authority its key alone, over which somebody was asked to sign. */
  public void request(Item.Authority ca) {
    key(ca.id(), ca.algorithm(), true);
    lost.add(ca.certFile());
    requested.add(ca.id());
  }

  /** Deletes a file. */
  public void lose(String path) {
    lost.add(new StorePath(path));
  }

  /** Deletes an item's files. */
  public void lose(Item item) {
    lost.addAll(item.files().keySet());
  }

  /** Deletes everything, the ledger too. */
  public void loseAll() {
    keys.clear();
    certificates.clear();
    encryptions.clear();
    derived.clear();
    ledger.clear();
  }

  /** Adds a line of something else that was issued at a time. */
  public void recordedAt(Instant time) {
    ledger.add(new LedgerEntry(time, "key-pair/old", "because", freshKey(), Optional.empty()));
  }

  /** Deletes the ledger lines of an item. */
  public void forget(ItemId id) {
    ledger.removeIf(entry -> entry.item().equals(id.key()));
  }

  public void damage(ItemId id, String text) {
    damage.put(id, List.of(text));
  }

  /** The hash of the content of a file that an item makes. */
  Sha256 hash(Item item, StorePath path) {
    return switch (item) {
      case Item.Kubeconfig _, Item.Chain _ -> Objects.requireNonNull(derived.get(item.id()));
      case Item.Encryption encryption ->
          Objects.requireNonNull(encryptions.get(encryption.id())).key();
      case Item.Authority _, Item.Certificate _, Item.KeyPair _ ->
          path.text().endsWith("-key.pem")
              ? hash("key of " + keyOf(item.id()))
              : hash("certificate " + fingerprints(shown(item)));
    };
  }

  StoreState state(Pki pki) {
    Map<ItemId, Holding> holdings = new HashMap<>();
    pki.items().forEach(item -> holdings.put(item.id(), holding(item)));
    holdings.values().removeIf(held -> held.nothing() && !held.requested());
    return new StoreState(holdings, new Ledger(ledger, marks), List.of());
  }

  private Holding holding(Item item) {
    Map<StorePath, Content.Known> files = new HashMap<>();
    for (StorePath path : item.files().keySet()) {
      if (made(item.id()) && !lost.contains(path)) {
        files.put(path, new Content.Known(hash(item, path), 100));
      }
    }
    boolean key = files.keySet().stream().anyMatch(path -> path.text().endsWith("-key.pem"));
    boolean certificate = files.size() > (key ? 1 : 0);
    Holding plain = plain(item, files, key, certificate);
    Holding held = sealed.contains(item.id()) ? plain.withSealedKey() : plain;
    return requested.contains(item.id()) ? held.withRequest() : held;
  }

  private Holding plain(
      Item item, Map<StorePath, Content.Known> files, boolean key, boolean certificate) {
    return new Holding(
        files,
        key ? Optional.ofNullable(keys.get(item.id())) : Optional.empty(),
        certificate ? Optional.ofNullable(certificates.get(item.id())) : Optional.empty(),
        certificate && certificates.containsKey(item.id()) ? above(item.id()) : List.of(),
        switch (item) {
          case Item.Chain chain -> rendered(chain);
          case Item.Kubeconfig kubeconfig -> rendered(kubeconfig);
          case Item.Authority _, Item.Certificate _, Item.KeyPair _, Item.Encryption _ ->
              Optional.empty();
        },
        Optional.ofNullable(encryptions.get(item.id())),
        damage.getOrDefault(item.id(), List.of()));
  }

  private boolean made(ItemId id) {
    return keys.containsKey(id) || encryptions.containsKey(id) || derived.containsKey(id);
  }

  private Optional<Sha256> rendered(Item.Chain item) {
    return certificates.containsKey(item.authority())
        ? Optional.of(hash("chain " + fingerprints(shown(item))))
        : Optional.empty();
  }

  private static List<Sha256> fingerprints(List<CertificateInfo> certificates) {
    return certificates.stream().map(CertificateInfo::fingerprint).toList();
  }

  private Optional<Sha256> rendered(Item.Kubeconfig item) {
    if (!certificates.containsKey(item.authority()) || !keys.containsKey(item.certificate())) {
      return Optional.empty();
    }
    return Optional.of(
        hash(
            String.join(
                "|",
                item.server(),
                item.user(),
                certificate(item.authority()).fingerprint().hex(),
                fingerprints(shown(item)).toString(),
                keyOf(item.certificate()).hex())));
  }

  private void key(ItemId id, KeyAlgorithm algorithm, boolean fresh) {
    if (fresh) {
      keys.put(id, new KeyInfo(Optional.of(algorithm), freshKey()));
    }
  }

  private Sha256 freshKey() {
    keysMade++;
    return hash("key " + keysMade);
  }

  static Sha256 hash(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
