package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.mint.Certificate;
import dev.kprov.mint.Keys;
import dev.kprov.mint.PrivateKeyPair;
import dev.kprov.mint.SigningRequest;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.pki.StoreState;
import dev.kprov.pki.Subject;
import dev.kprov.result.AuthorityDone;
import dev.kprov.store.NewFile;
import dev.kprov.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The request by which others can sign an authority, and what of it the store lacks. Of an
 * authority that has a certificate it asks for another over the same key.
 *
 * @param subject what the authority calls itself
 * @param files none where the store has a request that asks the same
 */
record AuthorityRequest(
    Item.Authority item,
    Subject subject,
    SigningRequest request,
    boolean sealed,
    List<NewFile> files) {

  static AuthorityRequest of(
      Item.Authority item, Store store, StoreReader reader, Unsealing unsealing) throws RunFailure {
    StoreState state = reader.state();
    Holding held = state.of(item.id());
    AuthorityRules.requireWhole(held);
    if (held.files().isEmpty()) {
      return ofNewKey(item, held, state);
    }
    unsealing.open(item.id(), reader);
    PrivateKeyPair key = reader.key(item.id()).orElseThrow(() -> lost(item));
    AuthorityRules.refuseUnrecorded(item.id(), state.ledger(), key.info().publicKey());
    Optional<Certificate> certificate = reader.certificate(item.id());
    SigningRequest wanted =
        certificate
            .map(own -> SigningRequest.ofAuthority(own, key))
            .orElseGet(() -> SigningRequest.ofAuthority(item, key));
    Optional<SigningRequest> there =
        store
            .readSecret(item.requestFile())
            .flatMap(pem -> pem.use(SigningRequest::read).toOptional())
            .filter(wanted::asks);
    return new AuthorityRequest(
        item,
        certificate.map(own -> own.info().subject()).orElse(item.subject()),
        there.orElse(wanted),
        held.sealed(),
        there.isPresent() ? List.of() : List.of(NewFile.open(item.requestFile(), wanted.pem())));
  }

  private static AuthorityRequest ofNewKey(Item.Authority item, Holding held, StoreState state)
      throws RunFailure {
    if (held.requested() || state.ledger().recorded(item.id())) {
      throw lost(item);
    }
    PrivateKeyPair key = Keys.generate(item.algorithm());
    SigningRequest request = SigningRequest.ofAuthority(item, key);
    // Of a key without its request the next run would think that it may sign itself.
    return new AuthorityRequest(
        item,
        item.subject(),
        request,
        false,
        List.of(
            NewFile.open(item.requestFile(), request.pem()),
            NewFile.secret(item.keyFile(), key.pem())));
  }

  private static RunFailure lost(Item.Authority item) {
    return AuthorityRules.bad(
        item.keyFile() + " is missing from the store, which had it",
        "restore it from a backup of the store");
  }

  AuthorityDone done(Path file) {
    return new AuthorityDone(
        item.id(),
        AuthorityDone.Step.REQUESTED,
        Optional.empty(),
        subject,
        Optional.empty(),
        List.of(),
        sealed,
        file,
        List.of());
  }
}
