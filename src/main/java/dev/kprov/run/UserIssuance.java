package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.mint.Chain;
import dev.kprov.mint.Issuer;
import dev.kprov.mint.KeyHolder;
import dev.kprov.mint.PrivateKeyPair;
import dev.kprov.mint.SigningRequest;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Kubeconfigs;
import dev.kprov.pki.LedgerEntry;
import dev.kprov.pki.User;
import dev.kprov.store.NewFile;
import dev.kprov.store.OperatorFiles;
import dev.kprov.store.StoreWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of one user: the certificate that is held or a new one, and the kubeconfig around
 * it. Nothing is written until {@link #write}.
 */
final class UserIssuance {

  private final StoreReader store;
  private final User user;
  private final UserTerms terms;
  private final KeyHolder key;
  private final List<NewFile> files = new ArrayList<>();
  private final List<LedgerEntry> lines = new ArrayList<>();
  private Optional<Chain> issued = Optional.empty();

  /**
   * @param key whose certificate it is: a pair that the store has or shall have, or a request
   */
  UserIssuance(StoreReader store, User user, UserTerms terms, KeyHolder key) {
    this.store = store;
    this.user = user;
    this.terms = terms;
    this.key = key;
  }

  /**
   * Issues a certificate.
   *
   * @param fresh whether the store does not have the key or request yet
   */
  void issue(Item.Certificate item, String reason, boolean fresh, Instant now) {
    Chain made =
        new Issuer()
            .certificate(
                item,
                key,
                store.chain(item.issuer()).orElseThrow(),
                store.key(item.issuer()).orElseThrow(),
                now);
    issued = Optional.of(made);
    if (fresh) {
      files.add(
          switch (key) {
            case PrivateKeyPair pair -> NewFile.secret(item.keyFile(), pair.pem());
            case SigningRequest request -> NewFile.open(user.requestFile(), request.pem());
          });
    }
    files.add(NewFile.open(item.certFile(), made.shown()));
    lines.add(
        new LedgerEntry(
            now,
            item.id().key(),
            reason,
            key.info().publicKey(),
            Optional.of(LedgerEntry.Signed.of(made.certificate().info()))));
  }

  CertificateInfo certificate() {
    return chain().certificate().info();
  }

  private Chain chain() {
    return issued.or(() -> store.chain(user.id())).orElseThrow();
  }

  /** The kubeconfig with the certificate as it now is. */
  Secret kubeconfig() {
    return Kubeconfigs.render(
        user.kubeconfig(terms.like()),
        trust(),
        chain().shown(),
        switch (key) {
          case PrivateKeyPair pair -> new Kubeconfigs.ClientKey.Embedded(pair.pem());
          case SigningRequest _ -> new Kubeconfigs.ClientKey.Beside(user.name() + "-key.pem");
        });
  }

  /** Writes the kubeconfig where that differs, and what was issued; tells whether it did. */
  boolean write(StoreWriter writer) throws RunFailure {
    Item.Kubeconfig item = user.kubeconfig(terms.like());
    Optional<Sha256> held = writer.store().readSecret(item.file()).map(Sha256::of);
    if (!held.equals(Optional.of(Sha256.of(kubeconfig())))) {
      files.add(NewFile.secret(item.file(), kubeconfig()));
    }
    if (!files.isEmpty()) {
      writer.write(files);
    }
    if (!lines.isEmpty()) {
      writer.append(lines);
    }
    return !files.isEmpty();
  }

  /** Writes the user's files beside the store: what kubectl's options name, and the kubeconfig. */
  List<Path> export(Path folder) throws RunFailure {
    Map<String, Secret> loose = new LinkedHashMap<>();
    if (key instanceof PrivateKeyPair pair) {
      loose.put("-key.pem", pair.pem());
    }
    loose.put(".pem", Secret.of(chain().shown()));
    loose.put("-ca.pem", Secret.of(trust()));
    loose.put(".kubeconfig", kubeconfig());
    List<Path> written = new ArrayList<>();
    for (Map.Entry<String, Secret> file : loose.entrySet()) {
      Path path = folder.resolve(user.name() + file.getKey());
      OperatorFiles.write(path, file.getValue());
      written.add(path);
    }
    return written;
  }

  private byte[] trust() {
    ItemId authority = terms.like().authority();
    return store.trust(authority, store.chain(authority).orElseThrow());
  }
}
