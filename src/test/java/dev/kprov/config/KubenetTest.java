package dev.kprov.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Host;
import dev.kprov.pki.AltNames;
import dev.kprov.pki.Item;
import dev.kprov.playbook.Desired;
import dev.kprov.state.Owned;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shipped playbook of the guide, on the guide's inventory, to the last name. */
class KubenetTest {

  private final ShippedLayout kubenet = read(Map.of());

  private static ShippedLayout read(Map<String, String> sets) {
    return ShippedLayout.read(Path.of("inventory/kubenet.yaml"), sets);
  }

  @Test
  void sevenHostsAreRead() {
    assertThat(kubenet.cluster().inventory().hosts())
        .extracting(Host::name, Host::address)
        .map(Object::toString)
        .containsExactly(
            "(\"control0\", \"192.168.1.11\")",
            "(\"control1\", \"192.168.1.12\")",
            "(\"control2\", \"192.168.1.13\")",
            "(\"worker0\", \"192.168.1.14\")",
            "(\"worker1\", \"192.168.1.15\")",
            "(\"worker2\", \"192.168.1.16\")",
            "(\"gateway\", \"192.168.1.20\")");
    assertThat(kubenet.cluster().defaultStore()).isEqualTo(Path.of("inventory/pki/kubenet"));
  }

  @Test
  void aControlHostGetsItsFourteenFiles() {
    assertThat(kubenet.files("control1"))
        .containsExactly(
            "0600 ~/encryption-config.yaml",
            "0600 ~/admin.kubeconfig",
            "0600 ~/kube-controller-manager.kubeconfig",
            "0600 ~/kube-scheduler.kubeconfig",
            "0600 ~/kube-proxy.kubeconfig",
            "0600 ~/control1.kubeconfig",
            "0600 ~/ca-key.pem",
            "0644 ~/ca.pem",
            "0600 ~/service-account-key.pem",
            "0644 ~/service-account.pem",
            "0600 ~/kubernetes-key.pem",
            "0644 ~/kubernetes.pem",
            "0600 ~/control1-key.pem",
            "0644 ~/control1.pem");
  }

  @Test
  void aWorkerGetsItsFiveFiles() {
    assertThat(kubenet.files("worker2"))
        .containsExactly(
            "0600 ~/kube-proxy.kubeconfig",
            "0600 ~/worker2.kubeconfig",
            "0644 ~/ca.pem",
            "0600 ~/worker2-key.pem",
            "0644 ~/worker2.pem");
  }

  @Test
  void theGatewayGetsNothingButIsCheckedForStrangers() {
    Desired gateway = kubenet.desired("gateway");
    assertThat(gateway.resources()).isEmpty();
    assertThat(gateway.owned())
        .extracting(Owned::patterns)
        .containsOnly(List.of("*.pem", "*.kubeconfig", "encryption-config.yaml"));
  }

  @Test
  void everythingBelongsToTheSshUser() {
    assertThat(kubenet.desired("worker0").files())
        .allSatisfy(file -> assertThat(file.owner() + ":" + file.group()).isEqualTo("ubuntu:"));
  }

  @Test
  void theApiCertificateHasEveryNameOfTheGuide() {
    Item.Certificate api = kubenet.certificate("certificate kubernetes");
    assertThat(api.names())
        .isEqualTo(
            new AltNames(
                List.of(
                    "kubernetes",
                    "kubernetes.default",
                    "kubernetes.default.svc",
                    "kubernetes.default.svc.cluster",
                    "kubernetes.default.svc.cluster.local",
                    "kubernetes.kubenet",
                    "control0",
                    "control1",
                    "control2",
                    "control0.kubenet",
                    "control1.kubenet",
                    "control2.kubenet"),
                List.of(
                    "10.32.0.1",
                    "192.168.1.21",
                    "192.168.1.11",
                    "192.168.1.12",
                    "192.168.1.13",
                    "127.0.0.1")));
    assertThat(api.validity()).isEqualTo(Duration.ofDays(5 * 365));
    assertThat(api.renewBefore()).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void subjectsAreTheGuides() {
    String place = "C=PL, ST=Lesser Poland, L=Krakow, ";
    assertThat(kubenet.cluster().playbook().pki().items())
        .extracting(KubenetTest::identity)
        .containsExactly(
            "authority ca: " + place + "O=Kubernetes, OU=kubenet, CN=Kubernetes",
            "key pair service-account: " + place + "O=Kubernetes, OU=kubenet, CN=service-accounts",
            "certificate kubernetes: " + place + "O=Kubernetes, OU=kubenet, CN=kubernetes",
            "certificate node of control0: " + place + node("control0"),
            "certificate node of control1: " + place + node("control1"),
            "certificate node of control2: " + place + node("control2"),
            "certificate node of worker0: " + place + node("worker0"),
            "certificate node of worker1: " + place + node("worker1"),
            "certificate node of worker2: " + place + node("worker2"),
            "certificate admin: " + place + "O=system:masters, OU=kubenet, CN=admin",
            "certificate kube-scheduler: " + place + component("kube-scheduler", "kube-scheduler"),
            "certificate kube-controller-manager: "
                + place
                + component("kube-controller-manager", "kube-controller-manager"),
            "certificate kube-proxy: " + place + component("node-proxier", "kube-proxy"),
            "kubeconfig admin: kubenet https://kubernetes:6443 admin default",
            "kubeconfig kube-scheduler: " + client("kube-scheduler"),
            "kubeconfig kube-controller-manager: " + client("kube-controller-manager"),
            "kubeconfig kube-proxy: " + client("kube-proxy"),
            "kubeconfig node of control0: " + client("node:control0"),
            "kubeconfig node of control1: " + client("node:control1"),
            "kubeconfig node of control2: " + client("node:control2"),
            "kubeconfig node of worker0: " + client("node:worker0"),
            "kubeconfig node of worker1: " + client("node:worker1"),
            "kubeconfig node of worker2: " + client("node:worker2"),
            "encryption key encryption: aescbc key1 [secrets]");
  }

  @ParameterizedTest
  @EnumSource
  void everyProviderOfEncryptionIsToBeHad(Item.Encryption.Provider provider) {
    assertThat(read(Map.of("encryption", provider.word())).cluster().playbook().pki().items())
        .anySatisfy(item ->
            assertThat(item)
                .isInstanceOfSatisfying(
                    Item.Encryption.class,
                    encryption -> assertThat(encryption.provider()).isEqualTo(provider)));
  }

  private static String node(String name) {
    return "O=system:nodes, OU=kubenet, CN=system:node:" + name;
  }

  private static String component(String group, String user) {
    return "O=system:" + group + ", OU=kubenet, CN=system:" + user;
  }

  private static String client(String user) {
    return "kubenet https://kubernetes:6443 system:" + user + " default";
  }

  private static String identity(Item item) {
    String what =
        switch (item) {
          case Item.Authority ca -> ca.subject().toString();
          case Item.Chain chain -> chain.authorities().toString();
          case Item.Certificate certificate -> certificate.subject().toString();
          case Item.KeyPair pair -> pair.certificate().orElseThrow().subject().toString();
          case Item.Kubeconfig config ->
              String.join(" ", config.cluster(), config.server(), config.user(), config.context());
          case Item.Encryption key ->
              key.provider().word() + " " + key.keyName() + " " + key.resources();
        };
    return item.id() + ": " + what;
  }

  @Test
  void theKeyOfTheCaCanBeKeptOffTheHosts() {
    assertThat(read(Map.of("caKeysOnHosts", "false")).files("control0"))
        .isEqualTo(
            kubenet.files("control0").stream()
                .filter(file -> !file.equals("0600 ~/ca-key.pem"))
                .toList())
        .hasSize(13);
  }
}
