package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.mint.AuthorityBundle;
import dev.kprov.mint.AuthorityChain;
import dev.kprov.mint.Certificate;
import dev.kprov.mint.Chain;
import dev.kprov.pki.Item;
import dev.kprov.pki.Pki;
import dev.kprov.pki.StoreState;
import dev.kprov.result.AuthorityDone;
import dev.kprov.store.NewFile;
import dev.kprov.store.OperatorFiles;
import dev.kprov.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The authorities that others made, or sign. No host is looked at: the next plan compares what was
 * taken with what lies on them.
 */
public final class Authorities {

  private final StoreErrand errand;
  private final Pki pki;
  private final Instant now;
  private final Store store;
  private final Unsealing unsealing;

  /**
   * @throws RunFailure where the store has no keys
   */
  public Authorities(StoreErrand errand) throws RunFailure {
    this.errand = errand;
    this.pki = errand.pki();
    this.now = errand.now();
    this.store = errand.store();
    this.unsealing = errand.unsealing();
    store.requireKeys();
  }

  /**
   * Takes an authority, certificate and key, as it is.
   *
   * @param name the playbook's authority that it shall be; may be left out where there is only one
   */
  public AuthorityDone adopt(Optional<String> name, ImportOrder order)
      throws RunFailure, InterruptedException {
    Item.Authority item = AuthorityRules.named(pki, name);
    OfferedFiles offered = OfferedFiles.read(order.files());
    AuthorityBundle.Key key = offered.onlyKey(order.keyFile());
    Sha256 publicKey =
        switch (key) {
          case AuthorityBundle.Key.Open(var pair, var _) -> pair.info().publicKey();
          case AuthorityBundle.Key.Sealed(var sealed) ->
              unsealing.open(sealed, order.keyFile()).info().publicKey();
        };
    try (StoreHold hold = errand.hold()) {
      StoreReader reader = StoreReader.read(store, pki);
      AuthorityRules.refuseAnother(item, reader.state(), publicKey);
      Certificate own =
          offered
              .certificate(order.certificate(), publicKey)
              .orElseThrow(() ->
                  AuthorityRules.bad(
                      order.keyFile() + " has the key of no certificate in " + order.certificate(),
                      "give the certificate and the key of one CA"));
      AuthorityChain chain = judged(item, own, offered, order.certificate(), reader);
      return taken(
          new AuthorityTaking(item, chain, Optional.of(key.pem()), AuthorityDone.Step.IMPORTED),
          reader.state(),
          key instanceof AuthorityBundle.Key.Sealed,
          hold);
    }
  }

  /**
   * Makes the request with which others can sign an authority, and its key where there is none.
   *
   * @param out where the request is written too
   */
  public AuthorityDone request(Optional<String> name, Optional<Path> out)
      throws RunFailure, InterruptedException {
    Item.Authority item = AuthorityRules.named(pki, name);
    try (StoreHold hold = errand.hold()) {
      AuthorityRequest wanted =
          AuthorityRequest.of(item, store, StoreReader.read(store, pki), unsealing);
      AuthorityDone done =
          wanted.done(out.orElse(store.folder().resolve(item.requestFile().text())));
      if (!wanted.files().isEmpty()) {
        hold.writer().write(wanted.files());
        done = journalled(done, hold);
      }
      if (out.isPresent()) {
        OperatorFiles.writeOpen(out.get(), Secret.of(wanted.request().pem()));
      }
      return done;
    }
  }

  /**
   * Takes what others signed over the key of an authority.
   *
   * @param certificate has its certificate, and may have those above it
   * @param chain have certificates above it
   */
  public AuthorityDone accept(Optional<String> name, Path certificate, List<Path> chain)
      throws RunFailure, InterruptedException {
    Item.Authority item = AuthorityRules.named(pki, name);
    OfferedFiles offered =
        OfferedFiles.read(Stream.concat(Stream.of(certificate), chain.stream()).toList());
    try (StoreHold hold = errand.hold()) {
      StoreReader reader = StoreReader.read(store, pki);
      Sha256 publicKey = AuthorityRules.keyToCertify(item, reader, unsealing);
      Certificate own =
          offered
              .certificate(certificate, publicKey)
              .orElseThrow(() ->
                  AuthorityRules.bad(
                      certificate + " has no certificate over the key of " + item.id(),
                      "what is to be signed is " + item.requestFile() + " of the store"));
      AuthorityChain judged = judged(item, own, offered, certificate, reader);
      StoreState state = reader.state();
      return taken(
          new AuthorityTaking(item, judged, Optional.empty(), AuthorityDone.Step.ACCEPTED),
          state,
          state.of(item.id()).sealed(),
          hold);
    }
  }

  /**
   * The chain above a certificate, without a fault. Those above an earlier one of the same
   * authority need not be offered again.
   */
  private AuthorityChain judged(
      Item.Authority item, Certificate own, OfferedFiles offered, Path file, StoreReader reader)
      throws RunFailure {
    Optional<Chain> before = reader.chain(item.id());
    List<Certificate> known = before.map(Chain::above).orElse(List.of());
    AuthorityChain chain =
        AuthorityChain.of(
            own, Stream.concat(offered.certificates().stream(), known.stream()).toList());
    List<String> faults = new ArrayList<>(chain.faults(now));
    before.map(Chain::certificate).map(chain::renamed).ifPresent(faults::addAll);
    AuthorityRules.refuseIfAny(file, faults);
    return chain;
  }

  /** Writes what the store lacks. */
  private AuthorityDone taken(
      AuthorityTaking taking, StoreState state, boolean sealed, StoreHold hold)
      throws RunFailure, InterruptedException {
    List<NewFile> files = taking.lacks(store);
    AuthorityDone done = taking.done(sealed, store.folder());
    if (files.isEmpty() && taking.recorded(state.ledger())) {
      return done;
    }
    taking.write(files, hold.writer(), now);
    return journalled(done, hold);
  }

  private AuthorityDone journalled(AuthorityDone done, StoreHold hold)
      throws RunFailure, InterruptedException {
    String word = done.step().word();
    return done.with(errand.journal(List.of(word + " " + done.id()), word, hold.writer()));
  }
}
