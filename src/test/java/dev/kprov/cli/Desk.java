package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.base.StorePath;
import dev.kprov.config.ClusterDefinition;
import dev.kprov.config.ClusterFiles;
import dev.kprov.config.Operator;
import dev.kprov.mint.Certificate;
import dev.kprov.mint.Chain;
import dev.kprov.mint.Issuer;
import dev.kprov.mint.Keys;
import dev.kprov.mint.PrivateKeyPair;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.Kubeconfigs;
import dev.kprov.pki.LedgerEntry;
import dev.kprov.store.Holder;
import dev.kprov.store.NewFile;
import dev.kprov.store.Store;
import dev.kprov.store.StoreWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An operator whose store has the authority, the certificates and the kubeconfigs of a kubenet
 * cluster, all on elliptic curves, and whose hosts do not exist.
 */
final class Desk {

  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>(Map.of("NO_COLOR", "1"));
  private Instant now;
  private Terminal terminal = Terminal.NONE;

  Desk(Path folder) {
    this(folder, NOW);
  }

  /** One whose PKI was made at another time, for judges who cannot be told the time. */
  Desk(Path folder, Instant now) {
    this.folder = folder;
    this.now = now;
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("own.yaml"),
          Files.readString(Path.of("playbooks/kubenet.yaml")).replace("rsa-2048", "ecdsa-p256"));
      Files.writeString(
          inventory(),
          Files.readString(Path.of("inventory/kubenet.yaml"))
              .replace("playbook: kubenet ", "playbook: ./own.yaml "));
      fill();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RunFailure e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a command printed and how it ended. */
  record Ran(int exit, String out, String err) {

    @Override
    public String toString() {
      return "exit " + exit + "\n" + out + err;
    }
  }

  Ran run(String... line) {
    Typed typed =
        Typed.in(
            Typed.Place.NOWHERE.with(environment).in(folder).at(() -> now).answering(terminal),
            line);
    return new Ran(typed.exit(), typed.out(), typed.err());
  }

  /** Runs a command of two words on the inventory, with what follows. */
  Ran user(String command, String... more) {
    return run(
        Stream.concat(Stream.of("user", command, inventory().toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  void at(Instant time) {
    now = time;
  }

  /** From now on somebody sits at a terminal. */
  void terminal(Terminal person) {
    terminal = person;
  }

  void environment(String name, String value) {
    environment.put(name, value);
  }

  Path folder() {
    return folder;
  }

  Path inventory() {
    return folder.resolve("inventory.yaml");
  }

  Path store() {
    return folder.resolve("pki/kubenet");
  }

  private void fill() throws RunFailure {
    ClusterDefinition cluster =
        ClusterFiles.read(inventory(), Map.of(), new Operator(folder, "operator"));
    Map<ItemId, PrivateKeyPair> keys = new HashMap<>();
    Map<ItemId, Certificate> certificates = new HashMap<>();
    Issuer issuer = new Issuer();
    try (StoreWriter writer =
        Store.at(store()).lock(new Holder(1, "operator", "here", now, "a test"))) {
      for (Item item : cluster.playbook().pki().items()) {
        keys.put(item.id(), Keys.generate(KeyAlgorithm.ECDSA_P256));
        PrivateKeyPair key = of(keys, item.id());
        switch (item) {
          case Item.Authority ca -> {
            certificates.put(ca.id(), issuer.root(ca, key, now));
            write(writer, ca, ca.certFile(), of(certificates, ca.id()), key);
          }
          case Item.Certificate leaf -> {
            certificates.put(
                leaf.id(),
                issuer
                    .certificate(
                        leaf,
                        key,
                        Chain.of(of(certificates, leaf.issuer())),
                        of(keys, leaf.issuer()),
                        now)
                    .certificate());
            write(writer, leaf, leaf.certFile(), of(certificates, leaf.id()), key);
          }
          case Item.Kubeconfig kubeconfig ->
              writer.write(
                  List.of(
                      NewFile.secret(
                          kubeconfig.file(),
                          Kubeconfigs.render(
                              kubeconfig,
                              of(certificates, kubeconfig.authority()).pem(),
                              of(certificates, kubeconfig.certificate()).pem(),
                              of(keys, kubeconfig.certificate()).pem()))));
          case Item.Chain _, Item.KeyPair _, Item.Encryption _ -> {}
        }
      }
    }
  }

  private static <T> T of(Map<ItemId, T> made, ItemId id) {
    return Objects.requireNonNull(made.get(id), id::toString);
  }

  private void write(
      StoreWriter writer,
      Item item,
      StorePath certFile,
      Certificate certificate,
      PrivateKeyPair key)
      throws RunFailure {
    writer.write(
        List.of(
            NewFile.secret(item.files().keySet().iterator().next(), key.pem()),
            NewFile.open(certFile, certificate.pem())));
    writer.append(
        List.of(
            new LedgerEntry(
                now,
                item.id().key(),
                "never issued",
                key.info().publicKey(),
                Optional.of(LedgerEntry.Signed.of(certificate.info())))));
  }
}
