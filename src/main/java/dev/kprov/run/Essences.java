package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.mint.Certificates;
import dev.kprov.mint.Keys;
import dev.kprov.mint.PemFile;
import dev.kprov.mint.PrivateKeyPair;
import dev.kprov.mint.Reading;
import dev.kprov.mint.SealedKey;
import dev.kprov.pki.EncryptionConfigs;
import dev.kprov.pki.EncryptionFile;
import dev.kprov.pki.Essence;
import dev.kprov.pki.Holding;
import dev.kprov.pki.KeyInfo;
import dev.kprov.pki.Kubeconfigs;
import dev.kprov.state.FileKind;
import dev.kprov.store.Kept;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Says of secret files what everybody may know, and what that says in their place. */
final class Essences {

  private Essences() {}

  /** The key of which a file is described. */
  static Reading<KeyInfo> key(Essence essence) {
    return switch (essence) {
      case Essence.Key(KeyInfo info) -> new Reading.Good<>(info);
      case Essence.Unusable(String fault) -> new Reading.Bad<>(fault);
      case Essence.SealedKey _ -> new Reading.Bad<>(Keys.ENCRYPTED);
      case Essence.Kubeconfig _, Essence.Encryption _ -> new Reading.Bad<>(Keys.NO_KEY);
    };
  }

  /** Why a described file is no certificate: those are never described. */
  static <T> Reading<T> noCertificate(Essence essence) {
    return new Reading.Bad<>(
        essence instanceof Essence.Unusable(String fault) ? fault : "is no PEM certificate");
  }

  /** The one active key of an encryption configuration. */
  static Optional<Holding.EncryptionInfo> activeKey(Kept kept) {
    return switch (kept) {
      case Kept.Whole(Secret content) -> EncryptionConfigs.read(content);
      case Kept.Described(var _, Essence essence) ->
          essence instanceof Essence.Encryption(var active, var _) ? active : Optional.empty();
    };
  }

  /** What an encryption configuration says beside its keys. */
  static Optional<EncryptionFile> encryptionFile(Kept kept) {
    return switch (kept) {
      case Kept.Whole(Secret content) -> EncryptionFile.read(content);
      case Kept.Described(var _, Essence essence) ->
          essence instanceof Essence.Encryption(var _, var file) ? file : Optional.empty();
    };
  }

  /**
   * What everybody may have of a file: the file itself where it is seen to be public, whatever it
   * should be; else its essence.
   *
   * @param kind what the playbook takes it for
   * @return nothing where nobody takes it for anything, and it is nothing that kprov knows
   * @throws RunFailure of kind {@code BAD_FILE} where even a hash of it could give away too much
   */
  static Optional<Kept> publicHalf(StorePath path, Secret content, Optional<FileKind> kind)
      throws RunFailure {
    Kept.Whole whole = new Kept.Whole(content);
    if (content.use(PemFile::isPublic)) {
      return Optional.of(whole);
    }
    Optional<Essence> essence =
        kind.isPresent() ? Optional.of(of(path, content, kind.get())) : recognised(path, content);
    return essence.map(one -> new Kept.Described(whole.known(), one));
  }

  private static Essence of(StorePath path, Secret content, FileKind kind) throws RunFailure {
    return switch (kind) {
      case PRIVATE_KEY -> key(content);
      case KUBECONFIG -> kubeconfig(path, content);
      case ENCRYPTION_CONFIG ->
          encryption(content).orElse(new Essence.Unusable("is no encryption configuration"));
      case CERTIFICATE, PUBLIC_KEY -> noCertificate(path, content);
    };
  }

  private static Optional<Essence> recognised(StorePath path, Secret content) throws RunFailure {
    Essence key = key(content);
    if (!(key instanceof Essence.Unusable)) {
      return Optional.of(key);
    }
    return content.use(Essences::isKubeconfig)
        ? Optional.of(kubeconfig(path, content))
        : encryption(content);
  }

  private static Essence key(Secret content) {
    if (SealedKey.of(content).isPresent()) {
      return new Essence.SealedKey();
    }
    return switch (Keys.read(content)) {
      case Reading.Good<PrivateKeyPair>(PrivateKeyPair pair) -> new Essence.Key(pair.info());
      case Reading.Bad<PrivateKeyPair>(String cause) -> new Essence.Unusable(cause);
    };
  }

  /** A kubeconfig whose secret is a key that was drawn; the hash of any other could be guessed. */
  private static Essence kubeconfig(StorePath path, Secret content) throws RunFailure {
    if (content.use(bytes -> Kubeconfigs.holdsWords(text(bytes)))) {
      throw refused(path + " holds a token or password, of which no hash must get about");
    }
    return new Essence.Kubeconfig(
        WholeKubeconfig.read(content)
            .flatMap(WholeKubeconfig::meaning)
            .orElseGet(() -> Kubeconfigs.form(content, Essences::publicKeyAsWritten)));
  }

  /** The hash of the public half, where the key is written as kprov writes it. */
  private static Optional<Sha256> publicKeyAsWritten(Secret pem) {
    return Keys.read(pem)
        .toOptional()
        .filter(pair -> pair.pem().use(own -> pem.use(bytes -> Arrays.equals(own, bytes))))
        .map(pair -> pair.info().publicKey());
  }

  private static Optional<Essence> encryption(Secret content) {
    Optional<Holding.EncryptionInfo> active = EncryptionConfigs.read(content);
    Optional<EncryptionFile> file = EncryptionFile.read(content);
    return active.isPresent() || file.isPresent()
        ? Optional.of(new Essence.Encryption(active, file))
        : Optional.empty();
  }

  private static Essence noCertificate(StorePath path, Secret content) throws RunFailure {
    Optional<String> fault = content.use(bytes -> Certificates.readAll(bytes, List.of())).fault();
    if (fault.isEmpty()) {
      throw refused(path + " holds more than certificates, and that may be a secret");
    }
    return new Essence.Unusable(fault.get());
  }

  private static RunFailure refused(String why) {
    return new RunFailure(
        RunFailure.Kind.BAD_FILE,
        why,
        "take it out of the file, or remove the file from the store");
  }

  private static boolean isKubeconfig(byte[] bytes) {
    return Kubeconfigs.is(text(bytes));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
