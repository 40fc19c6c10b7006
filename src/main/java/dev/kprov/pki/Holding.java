package dev.kprov.pki;

import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.state.Content;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the store holds of one item.
 *
 * @param files the files that exist, with hash and size
 * @param key the private key, where it exists and could be read
 * @param certificate the certificate, where it exists and could be read
 * @param above the certificates above it, nearest first: those that follow it in its file, or, of
 *     an authority that another item signs, that one and those above it
 * @param rendered for a kubeconfig or chain: the hash of what it would be if it were made now;
 *     empty where its parts do not all exist
 * @param encryption for an encryption configuration: what it says
 * @param damage why files that exist cannot be used: {@code ca.pem is no certificate}
 * @param sealed whether the key is encrypted; then {@code key} is that of the certificate, which is
 *     believed until the key is opened
 * @param requested whether somebody was asked to sign a certificate over the key
 */
public record Holding(
    Map<StorePath, Content.Known> files,
    Optional<KeyInfo> key,
    Optional<CertificateInfo> certificate,
    List<CertificateInfo> above,
    Optional<Sha256> rendered,
    Optional<EncryptionInfo> encryption,
    List<String> damage,
    boolean sealed,
    boolean requested) {

  /** The store holds nothing of the item. */
  public static final Holding NOTHING =
      new Holding(
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          List.of());

  /**
   * What an encryption configuration says of its first, active key.
   *
   * @param key SHA-256 of the key bytes
   */
  public record EncryptionInfo(
      String provider, String keyName, List<String> resources, Sha256 key) {

    public EncryptionInfo {
      resources = List.copyOf(resources);
    }
  }

  /** What is held of an item whose key is nothing special. */
  public Holding(
      Map<StorePath, Content.Known> files,
      Optional<KeyInfo> key,
      Optional<CertificateInfo> certificate,
      List<CertificateInfo> above,
      Optional<Sha256> rendered,
      Optional<EncryptionInfo> encryption,
      List<String> damage) {
    this(files, key, certificate, above, rendered, encryption, damage, false, false);
  }

  public Holding {
    files = Map.copyOf(files);
    above = List.copyOf(above);
    damage = List.copyOf(damage);
  }

  /** What the ledger knows the item's key by: SHA-256 of its public half, or of a secret key. */
  public Optional<Sha256> keyHash() {
    return key.map(KeyInfo::publicKey).or(() -> encryption.map(EncryptionInfo::key));
  }

  /** The same, of an item whose key somebody else keeps: what is known of that key. */
  public Holding withKey(KeyInfo elsewhere) {
    return new Holding(
        files, Optional.of(elsewhere), certificate, above, rendered, encryption, damage);
  }

  /** Of an authority: it and those above it. */
  public Lineage lineage() {
    return certificate.map(own -> Lineage.of(own, above)).orElse(Lineage.UNKNOWN);
  }

  /** The same, of an authority whose key is encrypted. */
  public Holding withSealedKey() {
    Optional<KeyInfo> claimed = certificate.map(KeyInfo::of);
    return new Holding(
        files, claimed, certificate, above, rendered, encryption, damage, true, requested);
  }

  /** The same, of an authority whose certificate somebody was asked to sign. */
  public Holding withRequest() {
    return new Holding(files, key, certificate, above, rendered, encryption, damage, sealed, true);
  }

  /** The hash of one of its files; empty where that does not exist. */
  public Optional<Sha256> hash(StorePath file) {
    return Optional.ofNullable(files.get(file)).map(Content.Known::hash);
  }

  /** Whether a kubeconfig or chain is what its parts make of it now. */
  public boolean isCurrent(StorePath file) {
    return rendered.isPresent() && rendered.equals(hash(file));
  }

  public boolean nothing() {
    return files.isEmpty();
  }

  /** Whether key and certificate both exist but do not belong together. */
  public boolean mismatched() {
    return key.isPresent()
        && certificate.isPresent()
        && !key.get().publicKey().equals(certificate.get().publicKey());
  }

  /** The files of an item that are damaged. */
  public List<StorePath> damaged(Item item) {
    return item.files().keySet().stream()
        .filter(file -> damage.stream().anyMatch(text -> text.startsWith(file + " ")))
        .toList();
  }

  /** Whether every file of the item exists and they can be used together. */
  public boolean complete(Item item) {
    return damage.isEmpty() && !mismatched() && files.keySet().containsAll(item.files().keySet());
  }
}
