package dev.kprov.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Sha256;
import dev.kprov.inventory.Host;
import dev.kprov.pki.AltNames;
import dev.kprov.pki.Item;
import dev.kprov.pki.Ledger;
import dev.kprov.pki.LedgerEntry;
import dev.kprov.pki.Note;
import dev.kprov.playbook.Desired;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A shipped playbook, read with an inventory, and what tests ask of it. */
record ShippedLayout(ClusterDefinition cluster) {

  static final Operator OPERATOR = new Operator(Path.of("/home/op"), "op");

  /**
   * Reads an inventory and the playbook that it names.
   *
   * @param made hosts for which super-admin was made before, in this order
   */
  static ShippedLayout read(Path inventory, Map<String, String> sets, String... made) {
    Ledger ledger =
        new Ledger(Stream.of(made).map(host -> line("certificate/super-admin/" + host)).toList());
    try {
      return new ShippedLayout(
          ClusterFiles.read(inventory, sets, OPERATOR, _ -> ledger, _ -> false, _ -> {}));
    } catch (RunFailure e) {
      throw new AssertionError(e.problems().toString(), e);
    }
  }

  private static LedgerEntry line(String item) {
    return new LedgerEntry(
        Instant.EPOCH, item, "never issued", Sha256.of(new byte[] {1}), Optional.empty());
  }

  List<Note> notes(String id) {
    return cluster.playbook().pki().notes(item(id).id());
  }

  List<String> items() {
    return cluster.playbook().pki().items().stream().map(item -> item.id().toString()).toList();
  }

  Item item(String id) {
    return cluster.playbook().pki().items().stream()
        .filter(one -> one.id().toString().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + id));
  }

  Item.Certificate certificate(String id) {
    return (Item.Certificate) item(id);
  }

  AltNames names(String id) {
    return certificate(id).names();
  }

  String subject(String id) {
    return switch (item(id)) {
      case Item.Authority ca -> ca.subject().toString();
      case Item.Certificate certificate -> certificate.subject().toString();
      case Item.KeyPair pair -> pair.certificate().orElseThrow().subject().toString();
      case Item.Chain _, Item.Kubeconfig _, Item.Encryption _ -> throw new AssertionError(id);
    };
  }

  String kubeconfig(String id) {
    Item.Kubeconfig config = (Item.Kubeconfig) item(id);
    assertThat(config.context()).isEqualTo(config.user() + "@" + config.cluster());
    return config.server() + " " + config.cluster() + " " + config.context();
  }

  Desired desired(String name) {
    Host host =
        cluster.inventory().hosts().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    return cluster.playbook().desired(host);
  }

  List<String> files(String host) {
    return desired(host).files().stream()
        .map(file -> file.mode() + " " + file.path() + (file.handedOver() ? " create" : ""))
        .toList();
  }
}
