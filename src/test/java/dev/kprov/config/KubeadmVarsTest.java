package dev.kprov.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the vars of kubeadm's playbook change. */
class KubeadmVarsTest {

  @TempDir private Path folder;
  private ShippedLayout kubeadm = KubeadmLayout.read(Map.of());

  /** The inventory with another text in place of one of it. */
  private Path edited(String text, String other) {
    try {
      String inventory = Files.readString(KubeadmLayout.INVENTORY);
      assertThat(inventory).contains(text);
      return Files.writeString(folder.resolve("i.yaml"), inventory.replace(text, other));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String named(String organization, String name) {
    return organization == null ? "CN=" + name : "O=" + organization + ", CN=" + name;
  }

  @ParameterizedTest
  @CsvSource({
    "1.28,         system:masters,         system:masters,         system:masters",
    "v1.28.15,     system:masters,         system:masters,         system:masters",
    "1.29,         kubeadm:cluster-admins, ,                       kubeadm:cluster-admins",
    "1.36.9,       kubeadm:cluster-admins, ,                       kubeadm:cluster-admins",
    "1.37.0-rc.0,  ,                       ,                       kubeadm:cluster-admins",
    "1.40,         ,                       ,                       kubeadm:cluster-admins"
  })
  void organizationsFollowTheVersion(String version, String kubelet, String etcd, String admin) {
    kubeadm = KubeadmLayout.read(Map.of("kubernetesVersion", version));
    assertThat(kubeadm.subject("certificate apiserver-kubelet-client"))
        .isEqualTo(named(kubelet, "kube-apiserver-kubelet-client"));
    assertThat(kubeadm.subject("certificate apiserver-etcd-client"))
        .isEqualTo(named(etcd, "kube-apiserver-etcd-client"));
    assertThat(kubeadm.subject("certificate etcd-healthcheck-client"))
        .isEqualTo(named(etcd, "kube-etcd-healthcheck-client"));
    assertThat(kubeadm.subject("certificate admin")).isEqualTo(named(admin, "kubernetes-admin"));
    assertThat(kubeadm.items()).anyMatch(id -> id.equals("certificate kubelet of worker1"));
  }

  @Test
  void theNewestVersionIsTheDefault() {
    Path inventory = edited("kubernetesVersion: 1.37", "commonNames: kubeadm");
    assertThat(ShippedLayout.read(inventory, Map.of()).cluster().playbook())
        .isEqualTo(kubeadm.cluster().playbook());
  }

  @Test
  void thereIsNoSuperAdminBeforeItsVersion() {
    kubeadm = KubeadmLayout.read(Map.of("kubernetesVersion", "1.28"));
    assertThat(kubeadm.items()).noneMatch(id -> id.contains("super-admin"));
    assertThat(kubeadm.files("cp1"))
        .containsExactlyInAnyOrderElementsOf(KubeadmLayout.CONTROL_FILES);
  }

  @Test
  void aVersionThatIsNoneIsRefused() {
    assertThatThrownBy(() ->
            ClusterFiles.read(
                KubeadmLayout.INVENTORY,
                Map.of("kubernetesVersion", "latest"),
                ShippedLayout.OPERATOR))
        .hasMessageContaining(
            "when: vars.kubernetesVersion is latest, which is no version like 1.29");
  }

  @Test
  void theNamesOfTheDocumentationAreToBeHad() {
    kubeadm = KubeadmLayout.read(Map.of("commonNames", "document"));
    assertThat(kubeadm.subject("authority ca")).isEqualTo("CN=kubernetes-ca");
    assertThat(kubeadm.subject("authority etcd-ca")).isEqualTo("CN=etcd-ca");
    assertThat(kubeadm.subject("authority front-proxy-ca"))
        .isEqualTo("CN=kubernetes-front-proxy-ca");
    assertThat(kubeadm.subject("certificate etcd-server of cp1")).isEqualTo("CN=kube-etcd");
    assertThat(kubeadm.subject("certificate etcd-peer of cp1")).isEqualTo("CN=kube-etcd-peer");
  }

  @Test
  void anIpv6AddressStandsInBracketsInAUrl() {
    kubeadm =
        ShippedLayout.read(
            edited("192.168.10.[11:13]", "fd00::[11:13]"), Map.of("bindPort", "8443"));
    assertThat(kubeadm.kubeconfig("kubeconfig scheduler of cp2"))
        .startsWith("https://[fd00::12]:8443 kubernetes ");
    assertThat(kubeadm.names("certificate apiserver of cp2").ips()).contains("fd00::12");
  }

  @Test
  void kubeProxyHasACertificateWhereItIsWanted() {
    assertThat(kubeadm.items()).noneMatch(id -> id.contains("kube-proxy"));
    kubeadm = KubeadmLayout.read(Map.of("kubeProxy", "true"));
    assertThat(kubeadm.subject("certificate kube-proxy")).isEqualTo("CN=system:kube-proxy");
    assertThat(kubeadm.files("worker1"))
        .hasSize(5)
        .contains("0600 /etc/kubernetes/kube-proxy.conf");
    assertThat(kubeadm.files("cp2")).hasSize(29).contains("0600 /etc/kubernetes/kube-proxy.conf");
  }

  @Test
  void theKeysOfTheAuthoritiesCanBeKeptOffTheHosts() {
    kubeadm = KubeadmLayout.read(Map.of("caKeysOnHosts", "false"));
    assertThat(kubeadm.files("cp2"))
        .hasSize(25)
        .contains("0644 /etc/kubernetes/pki/etcd/ca.crt")
        .noneMatch(file -> file.endsWith("ca.key"));
  }

  @Test
  void aVarHasOneOfItsValues() {
    assertThatThrownBy(() ->
            ClusterFiles.read(
                KubeadmLayout.INVENTORY, Map.of("kubeProxy", "yes"), ShippedLayout.OPERATOR))
        .hasMessage("--set kubeProxy: var kubeProxy: yes is not one of its values");
    assertThatThrownBy(() ->
            ClusterFiles.read(
                KubeadmLayout.INVENTORY, Map.of("initHost", "cp9"), ShippedLayout.OPERATOR))
        .hasMessage("--set initHost: var initHost: cp9 is no host of role control");
    assertThatThrownBy(() ->
            ClusterFiles.read(
                KubeadmLayout.INVENTORY, Map.of("initHost", "worker1"), ShippedLayout.OPERATOR))
        .hasMessage("--set initHost: var initHost: worker1 is no host of role control");
  }

  @Test
  void theHostOfInitCanBeNamed() {
    kubeadm = KubeadmLayout.read(Map.of("initHost", "cp3"));
    assertThat(kubeadm.files("cp3")).contains("0600 /etc/kubernetes/super-admin.conf");
    assertThat(kubeadm.files("cp1")).doesNotContain("0600 /etc/kubernetes/super-admin.conf");
  }

  @Test
  void theHostOfInitIsRememberedInWhateverOrderHostsAreNamed() {
    kubeadm = KubeadmLayout.read(Map.of(), "cp2");
    assertThat(kubeadm.items()).contains("certificate super-admin of cp2");
    assertThat(kubeadm.items()).doesNotContain("certificate super-admin of cp1");
    kubeadm = KubeadmLayout.read(Map.of(), "cp2", "cp3");
    assertThat(kubeadm.items()).contains("certificate super-admin of cp3");
  }

  @Test
  void aHostThatIsGoneIsForgotten() {
    kubeadm = KubeadmLayout.read(Map.of(), "cp2", "old");
    assertThat(kubeadm.items()).contains("certificate super-admin of cp2");
    kubeadm = KubeadmLayout.read(Map.of(), "old");
    assertThat(kubeadm.items()).contains("certificate super-admin of cp1");
  }

  @Test
  void theRightsThatAreStillMissingAreToldWithTheCommandThatGivesThem() {
    assertThat(kubeadm.notes("certificate admin"))
        .singleElement()
        .asString()
        .contains(
            "run on cp1: kubectl --kubeconfig /etc/kubernetes/super-admin.conf create"
                + " clusterrolebinding kubeadm:cluster-admins --clusterrole=cluster-admin"
                + " --group=kubeadm:cluster-admins");
    assertThat(kubeadm.notes("certificate apiserver-kubelet-client")).hasSize(1);
    kubeadm = KubeadmLayout.read(Map.of("kubernetesVersion", "1.29"));
    assertThat(kubeadm.notes("certificate admin")).hasSize(1);
    assertThat(kubeadm.notes("certificate apiserver-kubelet-client")).isEmpty();
    kubeadm = KubeadmLayout.read(Map.of("kubernetesVersion", "1.28"));
    assertThat(kubeadm.notes("certificate admin")).isEmpty();
  }
}
