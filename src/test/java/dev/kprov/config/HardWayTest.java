package dev.kprov.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.StorePath;
import dev.kprov.pki.AltNames;
import dev.kprov.pki.Item;
import dev.kprov.playbook.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The shipped playbook of the hard-way module, on the module's cluster, to the last name. */
class HardWayTest {

  private final ShippedLayout hardWay =
      ShippedLayout.read(Path.of("inventory/hard-way.yaml"), Map.of());

  @Test
  void aControlHostGetsItsTwelveFiles() {
    assertThat(hardWay.files("cp2"))
        .containsExactlyInAnyOrder(
            "0600 ~/ca-key.pem",
            "0644 ~/ca.pem",
            "0600 ~/kubernetes-key.pem",
            "0644 ~/kubernetes.pem",
            "0600 ~/etcd-key.pem",
            "0644 ~/etcd.pem",
            "0600 ~/service-account-key.pem",
            "0644 ~/service-account.pem",
            "0600 ~/kube-controller-manager-key.pem",
            "0644 ~/kube-controller-manager.pem",
            "0600 ~/kube-scheduler-key.pem",
            "0644 ~/kube-scheduler.pem");
  }

  @Test
  void aWorkerGetsItsFiveFiles() {
    assertThat(hardWay.files("worker1"))
        .containsExactlyInAnyOrder(
            "0644 ~/ca.pem",
            "0600 ~/worker1-key.pem",
            "0644 ~/worker1.pem",
            "0600 ~/kube-proxy-key.pem",
            "0644 ~/kube-proxy.pem");
  }

  @Test
  void theLoadBalancerGetsNothing() {
    assertThat(hardWay.desired("lb").resources()).isEmpty();
  }

  @Test
  void theStoreHoldsTheTwentyFilesOfTheModuleAndOneKubeconfig() {
    List<String> files =
        hardWay.cluster().playbook().pki().byFile().keySet().stream()
            .map(StorePath::text)
            .sorted()
            .toList();

    assertThat(files).filteredOn(file -> file.endsWith(".pem")).hasSize(20);
    assertThat(files)
        .filteredOn(file -> !file.endsWith(".pem"))
        .containsExactly("admin.kubeconfig");
    assertThat(files).contains("admin.pem", "admin-key.pem", "worker2.pem", "worker2-key.pem");
  }

  @Test
  void theTwentyFilesOfTheStoreAreCountedAndJudged() {
    assertThat(hardWay.cluster().playbook().steps())
        .filteredOn(Step.VerifyStore.class::isInstance)
        .singleElement()
        .satisfies(step -> {
          Step.VerifyStore check = (Step.VerifyStore) step;
          assertThat(check.files()).hasSize(20).allMatch(file -> file.text().endsWith(".pem"));
          assertThat(check.chains()).isTrue();
        });
  }

  @Test
  void namesAreThoseOfTheModuleAndOfTheLoadBalancer() {
    assertThat(hardWay.names("certificate kubernetes"))
        .isEqualTo(
            new AltNames(
                List.of(
                    "kubernetes",
                    "kubernetes.default",
                    "kubernetes.default.svc",
                    "kubernetes.default.svc.cluster",
                    "kubernetes.default.svc.cluster.local",
                    "kubernetes.hard-way"),
                List.of(
                    "10.32.0.1", "192.168.56.20", "192.168.56.21", "192.168.56.22", "127.0.0.1")));
    assertThat(hardWay.names("certificate etcd"))
        .isEqualTo(
            new AltNames(
                List.of("cp1", "cp2"), List.of("192.168.56.21", "192.168.56.22", "127.0.0.1")));
    assertThat(hardWay.names("certificate node of worker2"))
        .isEqualTo(new AltNames(List.of("worker2"), List.of("192.168.56.24")));
  }

  @Test
  void subjectsAreTheModules() {
    assertThat(hardWay.subject("certificate kubernetes"))
        .isEqualTo(leaf("Kubernetes", "kubernetes"));
    assertThat(hardWay.subject("certificate etcd")).isEqualTo(leaf("etcd", "etcd"));
    assertThat(hardWay.subject("certificate admin")).isEqualTo(leaf("system:masters", "admin"));
    assertThat(hardWay.subject("certificate node of worker1"))
        .isEqualTo(leaf("system:nodes", "system:node:worker1"));
    assertThat(hardWay.subject("certificate kube-controller-manager"))
        .isEqualTo(leaf("system:kube-controller-manager", "system:kube-controller-manager"));
    assertThat(hardWay.subject("certificate kube-scheduler"))
        .isEqualTo(leaf("system:kube-scheduler", "system:kube-scheduler"));
    assertThat(hardWay.subject("certificate kube-proxy"))
        .isEqualTo(leaf("system:node-proxier", "system:kube-proxy"));
    assertThat(hardWay.subject("authority ca"))
        .isEqualTo("C=US, ST=Oregon, L=Portland, O=Kubernetes, OU=CA, CN=Kubernetes");
    assertThat(hardWay.subject("key pair service-account"))
        .isEqualTo(leaf("Kubernetes", "service-accounts"));
  }

  @Test
  void leavesLiveOneYearAndTheAuthorityTen() {
    assertThat(hardWay.certificate("certificate etcd").validity()).isEqualTo(Duration.ofDays(365));
    assertThat(((Item.Authority) hardWay.item("authority ca")).validity())
        .isEqualTo(Duration.ofDays(3650));
  }

  @Test
  void theOperatorsKubeconfigNamesTheLoadBalancer() {
    assertThat(((Item.Kubeconfig) hardWay.item("kubeconfig admin")).server())
        .isEqualTo("https://192.168.56.20:6443");
  }

  private static String leaf(String organization, String commonName) {
    return "C=US, ST=Oregon, L=Portland, O="
        + organization
        + ", OU=Kubernetes The Hard Way, CN="
        + commonName;
  }

  @Test
  void theKeyOfTheCaCanBeKeptOffTheHosts() {
    assertThat(
            ShippedLayout.read(Path.of("inventory/hard-way.yaml"), Map.of("caKeysOnHosts", "false"))
                .files("cp2"))
        .hasSize(11)
        .contains("0644 ~/ca.pem")
        .doesNotContain("0600 ~/ca-key.pem");
  }
}
