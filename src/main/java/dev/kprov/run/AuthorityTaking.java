package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.mint.AuthorityChain;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.pki.Ledger;
import dev.kprov.pki.LedgerEntry;
import dev.kprov.plan.Finding;
import dev.kprov.plan.Severity;
import dev.kprov.result.AuthorityDone;
import dev.kprov.store.NewFile;
import dev.kprov.store.Store;
import dev.kprov.store.StoreWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts an authority that others made or signed into the store, once it was judged. The certificate
 * comes before the key: of a key alone the next run would think that it may sign itself, and a
 * certificate alone it leaves alone. Those above the authority lie beside: hosts must not trust
 * everything that their keys sign.
 *
 * @param key what the store is to have of the key; none where it has it
 */
record AuthorityTaking(
    Item.Authority item, AuthorityChain chain, Optional<Secret> key, AuthorityDone.Step step) {

  /** What the store lacks of it. */
  List<NewFile> lacks(Store store) throws RunFailure {
    List<NewFile> files = new ArrayList<>();
    byte[] signers = chain.signersPem();
    if (signers.length > 0 && differs(store, item.signersFile(), Secret.of(signers))) {
      files.add(NewFile.open(item.signersFile(), signers));
    }
    byte[] certificate = chain.own().pem();
    if (differs(store, item.certFile(), Secret.of(certificate))) {
      files.add(NewFile.open(item.certFile(), certificate));
    }
    if (key.isPresent() && differs(store, item.keyFile(), key.get())) {
      files.add(NewFile.secret(item.keyFile(), key.get()));
    }
    return files;
  }

  private static boolean differs(Store store, StorePath path, Secret wanted) throws RunFailure {
    return !store.readSecret(path).map(Sha256::of).equals(Optional.of(Sha256.of(wanted)));
  }

  /** Whether the ledger has a line that says that others made it. */
  boolean recorded(Ledger ledger) {
    return ledger.madeByOthers(item.id(), info().publicKey())
        && ledger.issued(info().fingerprint());
  }

  void write(List<NewFile> files, StoreWriter writer, Instant now) throws RunFailure {
    if (!files.isEmpty()) {
      writer.write(files);
    }
    writer.append(
        List.of(
            new LedgerEntry(
                now,
                item.id().key(),
                step.word(),
                info().publicKey(),
                Optional.of(LedgerEntry.Signed.of(info())))));
  }

  AuthorityDone done(boolean sealed, Path folder) {
    return new AuthorityDone(
        item.id(),
        step,
        Optional.empty(),
        info().subject(),
        Optional.of(info()),
        chain.certificates().stream().skip(1).map(one -> one.info().subject()).toList(),
        sealed,
        folder.resolve(item.certFile().text()),
        warnings());
  }

  private List<Finding> warnings() {
    return info().keyIdentifiers()
        ? List.of()
        : List.of(
            new Finding(
                Severity.WARNING,
                item.id().toString(),
                "has no subject key identifier, which strict verifiers want",
                Optional.of("renew its certificate over the same key when you can")));
  }

  private CertificateInfo info() {
    return chain.own().info();
  }
}
