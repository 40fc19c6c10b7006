package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.mint.Certificate;
import dev.kprov.mint.PrivateKeyPair;
import dev.kprov.mint.SealedKey;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.plan.Change;
import dev.kprov.plan.Plan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Opens the encrypted keys of authorities, and only those that must sign. The passphrase is asked
 * for once a run, and is not kept.
 */
final class Unsealing {

  private static final int MOST_ATTEMPTS = 3;

  private final Passphrases passphrases;

  Unsealing(Passphrases passphrases) {
    this.passphrases = passphrases;
  }

  /** Opens the keys that a plan needs; asks nothing where it needs none. */
  void open(Plan plan, StoreReader store) throws RunFailure {
    List<ItemId> needed =
        plan.local().stream()
            .filter(Change.Issue.class::isInstance)
            .map(change -> ((Change.Issue) change).item())
            .flatMap(item -> signers(item).stream())
            .distinct()
            .toList();
    for (ItemId signer : needed) {
      open(signer, store);
    }
  }

  /** Who must sign an item; others are put together from what is there. */
  private static List<ItemId> signers(Item item) {
    return switch (item) {
      case Item.Authority _, Item.Certificate _, Item.KeyPair _ -> item.parts();
      case Item.Chain _, Item.Kubeconfig _, Item.Encryption _ -> List.of();
    };
  }

  /** Opens the key of one authority, if that is encrypted. */
  void open(ItemId authority, StoreReader store) throws RunFailure {
    Optional<SealedKey> sealed = store.sealed(authority);
    if (sealed.isPresent()) {
      Path file = store.keyFile(authority);
      PrivateKeyPair pair = open(sealed.get(), file);
      Optional<Certificate> certificate = store.certificate(authority);
      if (certificate.isPresent()
          && !certificate.get().info().publicKey().equals(pair.info().publicKey())) {
        throw new RunFailure(
            RunFailure.Kind.BAD_FILE,
            file + " is not the key of the certificate of " + authority,
            "restore the two from one backup of the store");
      }
      store.opened(authority, pair);
    }
  }

  /**
   * Opens a key.
   *
   * @param file where it lies, for the question
   */
  PrivateKeyPair open(SealedKey sealed, Path file) throws RunFailure {
    for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      Optional<char[]> passphrase = passphrases.passphrase(file, attempt);
      if (passphrase.isEmpty()) {
        throw attempt == 1 ? nobodyToAsk(file) : wrong(file);
      }
      SealedKey.Opening opening = sealed.open(passphrase.get());
      Arrays.fill(passphrase.get(), '\0');
      switch (opening) {
        case SealedKey.Opening.Opened(PrivateKeyPair pair) -> {
          return pair;
        }
        case SealedKey.Opening.Unusable(String cause) ->
            throw new RunFailure(
                RunFailure.Kind.BAD_FILE,
                file + " " + cause,
                "encrypt it anew: openssl pkcs8 -topk8 -in FILE");
        case SealedKey.Opening.WrongPassphrase() -> {}
      }
    }
    throw wrong(file);
  }

  private static RunFailure nobodyToAsk(Path file) {
    return new RunFailure(
        RunFailure.Kind.USAGE,
        file + " is encrypted, must sign, and there is no terminal to ask for its passphrase",
        "give it on a file descriptor: --passphrase-fd 3 3<FILE");
  }

  private static RunFailure wrong(Path file) {
    return new RunFailure(
        RunFailure.Kind.USAGE, "that is not the passphrase of " + file + ", or it is damaged");
  }
}
