package dev.kprov.run;

import dev.kprov.base.IoCause;
import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.mint.KeyHolder;
import dev.kprov.mint.PrivateKeyPair;
import dev.kprov.mint.Reading;
import dev.kprov.mint.SigningRequest;
import dev.kprov.pki.Ledger;
import dev.kprov.pki.User;
import dev.kprov.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whose key a user has: one of the store, or one that the user keeps and of which the store has the
 * request. A user stays of one kind, so that no key is left over that belongs to nothing.
 *
 * @param pair the key in the store
 * @param request the request in the store
 */
record UserKeys(Optional<PrivateKeyPair> pair, Optional<SigningRequest> request) {

  /** Far above every request. */
  private static final int MOST_BYTES = 1 << 16;

  static UserKeys held(Store store, StoreReader reader, User user) throws RunFailure {
    Optional<Secret> pem = store.readSecret(user.requestFile());
    return new UserKeys(
        reader.key(user.id()),
        pem.isPresent()
            ? Optional.of(good(pem.get().use(SigningRequest::read), user.requestFile().text()))
            : Optional.empty());
  }

  /** Reads the request that the operator names. */
  static SigningRequest request(Path file) throws RunFailure {
    try (InputStream in = Files.newInputStream(file)) {
      return good(SigningRequest.read(in.readNBytes(MOST_BYTES)), file.toString());
    } catch (IOException e) {
      throw new RunFailure(RunFailure.Kind.BAD_FILE, "cannot read " + file + ": " + IoCause.of(e));
    }
  }

  private static SigningRequest good(Reading<SigningRequest> reading, String file)
      throws RunFailure {
    return switch (reading) {
      case Reading.Good<SigningRequest>(SigningRequest request) -> request;
      case Reading.Bad<SigningRequest>(String cause) ->
          throw new RunFailure(RunFailure.Kind.BAD_FILE, file + " " + cause);
    };
  }

  boolean holds(SigningRequest other) {
    return request.filter(one -> one.info().equals(other.info())).isPresent();
  }

  Optional<KeyHolder> holder() {
    return pair.<KeyHolder>map(own -> own).or(() -> request);
  }

  /** Refuses a request that this user cannot have. */
  void admit(User user, SigningRequest asked, Ledger ledger) throws RunFailure {
    if (pair.isPresent()) {
      throw new RunFailure(
          RunFailure.Kind.USAGE,
          "user " + user.name() + " has a key in the store, and a request is of another",
          "sign it under another name");
    }
    Optional<String> other =
        ledger.entries().stream()
            .filter(entry -> entry.key().equals(asked.info().publicKey()))
            .map(entry -> entry.item())
            .filter(item -> !item.equals(user.id().key()))
            .findFirst();
    if (other.isPresent()) {
      throw new RunFailure(
          RunFailure.Kind.USAGE,
          "the key of the request is that of " + other.get(),
          "every user needs a key of their own");
    }
  }
}
