package dev.kprov.pki;

import dev.kprov.base.StorePath;
import dev.kprov.state.FileKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One thing of the PKI that the playbook wants to exist, with the files that it makes. */
public sealed interface Item {

  ItemId id();

  /** The files of this item in the store, in the order of writing: keys before certificates. */
  Map<StorePath, FileKind> files();

  /**
   * Whether losing or changing it by accident ends a cluster. Such an item is made only when it is
   * certain that none existed.
   */
  boolean irreplaceable();

  /** The items that this one is made from. */
  default List<ItemId> parts() {
    return switch (this) {
      case Authority ca -> ca.issuer().stream().toList();
      case Chain chain -> chain.authorities();
      case Certificate leaf -> List.of(leaf.issuer());
      case KeyPair pair -> pair.certificate().map(Wrapper::issuer).stream().toList();
      case Kubeconfig kubeconfig -> List.of(kubeconfig.authority(), kubeconfig.certificate());
      case Encryption _ -> List.of();
    };
  }

  /**
   * A certificate authority.
   *
   * @param issuer the authority that signs it; empty where it signs itself, or where somebody who
   *     is not of this PKI signed it: then its file has those above it after its own certificate
   * @param validity its lifetime from the moment of issue
   */
  record Authority(
      ItemId id,
      Optional<ItemId> issuer,
      Subject subject,
      KeyAlgorithm algorithm,
      Duration validity,
      StorePath certFile,
      StorePath keyFile)
      implements Item {

    /** One that no other of this PKI signs. */
    public Authority(
        ItemId id,
        Subject subject,
        KeyAlgorithm algorithm,
        Duration validity,
        StorePath certFile,
        StorePath keyFile) {
      this(id, Optional.empty(), subject, algorithm, validity, certFile, keyFile);
    }

    /** Where its request lies while others are to sign it. */
    public StorePath requestFile() {
      return new StorePath("authorities/" + id.name() + ".csr");
    }

    /** Where the certificates above its own lie, where others signed it. */
    public StorePath signersFile() {
      return new StorePath("authorities/" + id.name() + "-signers.pem");
    }

    @Override
    public Map<StorePath, FileKind> files() {
      return pair(keyFile, Optional.of(certFile), Optional.empty());
    }

    @Override
    public boolean irreplaceable() {
      return true;
    }
  }

  /**
   * An authority with those above it, in one file: for peers that accept no chain that ends below a
   * root. Whoever trusts it trusts all that any of them signed.
   *
   * @param authorities their items, nearest first; the last may have more above it in its own file
   */
  record Chain(ItemId id, List<ItemId> authorities, StorePath file) implements Item {

    public Chain {
      authorities = List.copyOf(authorities);
    }

    /** The authority that it is of. */
    public ItemId authority() {
      return authorities.getFirst();
    }

    @Override
    public Map<StorePath, FileKind> files() {
      return Map.of(file, FileKind.CERTIFICATE);
    }

    @Override
    public boolean irreplaceable() {
      return false;
    }
  }

  /**
   * A certificate with a key of its own, signed by an authority. Its file has the authorities above
   * it too, but not the root, so that whoever trusts only the root accepts it (RFC 8446 section
   * 4.4.2).
   *
   * @param renewBefore renewal is due when less than this remains (or less than a third of the
   *     certificate's own lifetime, whichever is shorter)
   */
  record Certificate(
      ItemId id,
      ItemId issuer,
      Subject subject,
      KeyAlgorithm algorithm,
      Set<Usage> usages,
      AltNames names,
      Duration validity,
      Duration renewBefore,
      StorePath certFile,
      StorePath keyFile)
      implements Item {

    public Certificate {
      usages = Set.copyOf(usages);
    }

    @Override
    public Map<StorePath, FileKind> files() {
      return pair(keyFile, Optional.of(certFile), Optional.empty());
    }

    @Override
    public boolean irreplaceable() {
      return false;
    }
  }

  /**
   * A bare key that signs or verifies, such as the service-account key.
   *
   * @param certificate a certificate over the key, where a consumer wants the public half so; it is
   *     a wrapper that is never judged by its expiry
   * @param publicFile where the public key stands as PEM, if wanted
   */
  record KeyPair(
      ItemId id,
      KeyAlgorithm algorithm,
      Optional<Wrapper> certificate,
      StorePath keyFile,
      Optional<StorePath> publicFile)
      implements Item {

    @Override
    public Map<StorePath, FileKind> files() {
      return pair(keyFile, certificate.map(Wrapper::certFile), publicFile);
    }

    @Override
    public boolean irreplaceable() {
      return true;
    }
  }

  /**
   * The certificate over a {@link KeyPair}; reissued only when its issuer is another one. It stands
   * alone in its file, also below an intermediate: of several, the API server would take every one
   * for a key that signs tokens (client-go's keyutil.ParsePublicKeysPEM).
   */
  record Wrapper(
      ItemId issuer, Subject subject, Set<Usage> usages, Duration validity, StorePath certFile) {

    public Wrapper {
      usages = Set.copyOf(usages);
    }
  }

  /**
   * A client's kubeconfig with embedded authority, certificate and key.
   *
   * @param cluster name of the cluster entry
   * @param server URL of the API server
   * @param user name of the user entry
   * @param context name of the context, which is also the current one
   * @param authority whose certificate clients shall trust
   * @param certificate the client's certificate
   */
  record Kubeconfig(
      ItemId id,
      String cluster,
      String server,
      String user,
      String context,
      ItemId authority,
      ItemId certificate,
      StorePath file)
      implements Item {

    @Override
    public Map<StorePath, FileKind> files() {
      return Map.of(file, FileKind.KUBECONFIG);
    }

    @Override
    public boolean irreplaceable() {
      return false;
    }
  }

  /**
   * The key with which the API server encrypts what it stores in etcd, within its
   * EncryptionConfiguration.
   *
   * @param provider how it encrypts
   * @param keyName name of the key in the file
   * @param resources what it encrypts, such as {@code secrets}
   */
  record Encryption(
      ItemId id, Provider provider, String keyName, List<String> resources, StorePath file)
      implements Item {

    /** Providers of EncryptionConfiguration that take a 32-byte key. */
    public enum Provider {
      AESCBC,
      AESGCM,
      SECRETBOX;

      public String word() {
        return name().toLowerCase(Locale.ROOT);
      }
    }

    public Encryption {
      resources = List.copyOf(resources);
    }

    @Override
    public Map<StorePath, FileKind> files() {
      return Map.of(file, FileKind.ENCRYPTION_CONFIG);
    }

    @Override
    public boolean irreplaceable() {
      return true;
    }
  }

  private static Map<StorePath, FileKind> pair(
      StorePath key, Optional<StorePath> cert, Optional<StorePath> pub) {
    Map<StorePath, FileKind> files = new LinkedHashMap<>();
    files.put(key, FileKind.PRIVATE_KEY);
    pub.ifPresent(path -> files.put(path, FileKind.PUBLIC_KEY));
    cert.ifPresent(path -> files.put(path, FileKind.CERTIFICATE));
    return files;
  }
}
