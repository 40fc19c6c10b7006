package dev.kprov.pki;

import dev.kprov.base.Sha256;
import java.util.Optional;

/**
 * What a plan needs of a secret file and everybody may know: the file itself may be elsewhere, as
 * it is in a public export of a store.
 */
public sealed interface Essence {

  /** A private key, by its public half. */
  record Key(KeyInfo info) implements Essence {}

  /** A private key that is encrypted with a passphrase; of which key it is, nobody knows. */
  record SealedKey() implements Essence {}

  /**
   * A kubeconfig.
   *
   * @param form SHA-256 of what it means: server, authority, client and public half of the key; of
   *     one that means more, of its text, in which the hash of the public half stands for the key
   */
  record Kubeconfig(Sha256 form) implements Essence {}

  /**
   * An encryption configuration.
   *
   * @param active its one active key; empty where it is of a form that kprov does not use
   * @param file what it says beside; empty where it does not call itself such a configuration
   */
  record Encryption(Optional<Holding.EncryptionInfo> active, Optional<EncryptionFile> file)
      implements Essence {}

  /**
   * A file that cannot be used as what it should be.
   *
   * @param fault follows the name of the file: {@code is no PEM private key}
   */
  record Unusable(String fault) implements Essence {}
}
