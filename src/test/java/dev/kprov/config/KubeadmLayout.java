package dev.kprov.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The shipped playbook of kubeadm, to the last file. */
final class KubeadmLayout {

  static final Path INVENTORY = Path.of("inventory/kubeadm.yaml");

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

  private KubeadmLayout() {}

  /**
   * Reads it with the inventory that is shipped.
   *
   * @param made hosts for which super-admin was made before, in this order
   */
  static ShippedLayout read(Map<String, String> sets, String... made) {
    return ShippedLayout.read(INVENTORY, sets, made);
  }
}
