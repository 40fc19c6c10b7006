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

/** The shipped playbook of kubeadm, read with an inventory, and what tests ask of it. */
record KubeadmLayout(ClusterDefinition cluster) {

  static final Path INVENTORY = Path.of("inventory/kubeadm.yaml");
  static final Operator OPERATOR = new Operator(Path.of("/home/op"), "op");

  static final List<String> CONTROL_FILES =
      List.of(
          "0600 /etc/kubernetes/admin.conf",
          "0600 /etc/kubernetes/controller-manager.conf",
          "0600 /etc/kubernetes/scheduler.conf",
          "0600 /etc/kubernetes/kubelet.conf create",
          "0600 /etc/kubernetes/pki/ca.key",
          "0644 /etc/kubernetes/pki/ca.crt",
          "0600 /etc/kubernetes/pki/apiserver.key",
          "0644 /etc/kubernetes/pki/apiserver.crt",
          "0600 /etc/kubernetes/pki/apiserver-kubelet-client.key",
          "0644 /etc/kubernetes/pki/apiserver-kubelet-client.crt",
          "0600 /etc/kubernetes/pki/apiserver-etcd-client.key",
          "0644 /etc/kubernetes/pki/apiserver-etcd-client.crt",
          "0600 /etc/kubernetes/pki/front-proxy-ca.key",
          "0644 /etc/kubernetes/pki/front-proxy-ca.crt",
          "0600 /etc/kubernetes/pki/front-proxy-client.key",
          "0644 /etc/kubernetes/pki/front-proxy-client.crt",
          "0600 /etc/kubernetes/pki/sa.key",
          "0600 /etc/kubernetes/pki/sa.pub",
          "0600 /etc/kubernetes/pki/etcd/ca.key",
          "0644 /etc/kubernetes/pki/etcd/ca.crt",
          "0600 /etc/kubernetes/pki/etcd/server.key",
          "0644 /etc/kubernetes/pki/etcd/server.crt",
          "0600 /etc/kubernetes/pki/etcd/peer.key",
          "0644 /etc/kubernetes/pki/etcd/peer.crt",
          "0600 /etc/kubernetes/pki/etcd/healthcheck-client.key",
          "0644 /etc/kubernetes/pki/etcd/healthcheck-client.crt",
          "0600 /var/lib/kubelet/pki/kubelet.key",
          "0644 /var/lib/kubelet/pki/kubelet.crt");

  static final List<String> WORKER_FILES =
      List.of(
          "0644 /etc/kubernetes/pki/ca.crt",
          "0600 /etc/kubernetes/kubelet.conf create",
          "0600 /var/lib/kubelet/pki/kubelet.key",
          "0644 /var/lib/kubelet/pki/kubelet.crt");

  /** With the inventory that is shipped. */
  static KubeadmLayout read(Map<String, String> sets, String... made) {
    return read(INVENTORY, sets, made);
  }

  /**
   * With another inventory.
   *
   * @param made hosts for which super-admin was made before, in this order
   */
  static KubeadmLayout read(Path inventory, Map<String, String> sets, String... made) {
    Ledger ledger =
        new Ledger(Stream.of(made).map(host -> line("certificate/super-admin/" + host)).toList());
    try {
      return new KubeadmLayout(ClusterFiles.read(inventory, sets, OPERATOR, _ -> ledger));
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
    return item(id) instanceof Item.Authority ca
        ? ca.subject().toString()
        : certificate(id).subject().toString();
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
