package dev.kprov.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.StorePath;
import dev.kprov.pki.AltNames;
import dev.kprov.pki.Item;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.Usage;
import dev.kprov.state.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shipped playbook of kubeadm, on its inventory, to the last name. */
class KubeadmTest {

  private final ShippedLayout kubeadm = KubeadmLayout.read(Map.of());

  @Test
  void everyControlHostGetsItsTwentyEightFiles() {
    assertThat(kubeadm.files("cp2"))
        .containsExactlyInAnyOrderElementsOf(KubeadmLayout.CONTROL_FILES);
    assertThat(kubeadm.files("cp3"))
        .containsExactlyInAnyOrderElementsOf(KubeadmLayout.CONTROL_FILES);
  }

  @Test
  void theHostOfInitGetsTheSuperAdminToo() {
    assertThat(kubeadm.files("cp1"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    KubeadmLayout.CONTROL_FILES.stream(),
                    Stream.of("0600 /etc/kubernetes/super-admin.conf"))
                .toList());
  }

  @Test
  void aWorkerGetsFourFilesAndNoKeyOfAnAuthority() {
    assertThat(kubeadm.files("worker3"))
        .containsExactlyInAnyOrderElementsOf(KubeadmLayout.WORKER_FILES);
  }

  @Test
  void everythingBelongsToRootInDirectoriesThatOthersMayEnter() {
    List<Resource.Present> resources =
        kubeadm.desired("cp1").resources().stream().map(Resource.Present.class::cast).toList();
    assertThat(resources).allMatch(r -> r.owner().equals("root") && r.group().equals("root"));
    assertThat(resources.stream().filter(Resource.Directory.class::isInstance))
        .extracting(r -> r.mode() + " " + r.path())
        .containsExactlyInAnyOrder(
            "0755 /etc/kubernetes",
            "0755 /etc/kubernetes/pki",
            "0755 /etc/kubernetes/pki/etcd",
            "0755 /var/lib/kubelet/pki");
  }

  @Test
  void onlyItsOwnFilesAreAnsweredForInTheDirectoryOfKubernetes() {
    assertThat(kubeadm.desired("worker1").owned())
        .filteredOn(owned -> !owned.patterns().isEmpty())
        .extracting(owned -> owned.directory() + " " + String.join(" ", owned.patterns()))
        .containsExactlyInAnyOrder(
            "/etc/kubernetes admin.conf super-admin.conf controller-manager.conf scheduler.conf"
                + " kubelet.conf",
            "/etc/kubernetes/pki *",
            "/etc/kubernetes/pki/etcd *");
  }

  @Test
  void whatEachHostHasOfItsOwnLiesApartInTheStore() {
    List<String> files =
        kubeadm.cluster().playbook().pki().byFile().keySet().stream().map(StorePath::text).toList();
    assertThat(files)
        .contains(
            "ca.key",
            "etcd/ca.key",
            "sa.pub",
            "admin.conf",
            "etcd/healthcheck-client.crt",
            "hosts/cp2/apiserver.crt",
            "hosts/cp2/etcd/server.crt",
            "hosts/cp2/scheduler.conf",
            "hosts/worker2/kubelet.conf",
            "hosts/cp1/super-admin.conf")
        .doesNotContain("hosts/cp2/super-admin.conf", "hosts/worker1/apiserver.crt");
  }

  @Test
  void theOtherSubjectsAreKubeadms() {
    assertThat(kubeadm.subject("authority ca")).isEqualTo("CN=kubernetes");
    assertThat(kubeadm.subject("authority etcd-ca")).isEqualTo("CN=etcd-ca");
    assertThat(kubeadm.subject("authority front-proxy-ca")).isEqualTo("CN=front-proxy-ca");
    assertThat(kubeadm.subject("certificate apiserver of cp1")).isEqualTo("CN=kube-apiserver");
    assertThat(kubeadm.subject("certificate front-proxy-client"))
        .isEqualTo("CN=front-proxy-client");
    assertThat(kubeadm.subject("certificate etcd-server of cp2")).isEqualTo("CN=cp2");
    assertThat(kubeadm.subject("certificate etcd-peer of cp2")).isEqualTo("CN=cp2");
    assertThat(kubeadm.subject("certificate super-admin of cp1"))
        .isEqualTo("O=system:masters, CN=kubernetes-super-admin");
    assertThat(kubeadm.subject("certificate controller-manager"))
        .isEqualTo("CN=system:kube-controller-manager");
    assertThat(kubeadm.subject("certificate scheduler")).isEqualTo("CN=system:kube-scheduler");
    for (String kubelet : List.of("kubelet of cp3", "kubelet-client of cp3")) {
      assertThat(kubeadm.subject("certificate " + kubelet))
          .isEqualTo("O=system:nodes, CN=system:node:cp3");
    }
  }

  @Test
  void servingCertificatesHaveKubeadmsNames() {
    assertThat(kubeadm.names("certificate apiserver of cp2"))
        .isEqualTo(
            new AltNames(
                List.of(
                    "cp2",
                    "kubernetes",
                    "kubernetes.default",
                    "kubernetes.default.svc",
                    "kubernetes.default.svc.cluster.local",
                    "k8s",
                    "k8s.example.internal"),
                List.of("10.96.0.1", "192.168.10.12", "192.168.10.10")));
    for (String etcd : List.of("certificate etcd-server of cp3", "certificate etcd-peer of cp3")) {
      assertThat(kubeadm.names(etcd))
          .isEqualTo(
              new AltNames(
                  List.of("cp3", "localhost"), List.of("192.168.10.13", "127.0.0.1", "::1")));
    }
    assertThat(kubeadm.names("certificate kubelet of worker2"))
        .isEqualTo(new AltNames(List.of("worker2"), List.of("192.168.10.22")));
    assertThat(kubeadm.names("certificate kubelet-client of worker2")).isEqualTo(AltNames.NONE);
  }

  @Test
  void noCertificateMayMoreThanItMust() {
    assertThat(kubeadm.certificate("certificate apiserver of cp1").usages())
        .containsExactly(Usage.SERVER);
    assertThat(kubeadm.certificate("certificate kubelet of cp1").usages())
        .containsExactly(Usage.SERVER);
    for (String etcd : List.of("etcd-server", "etcd-peer")) {
      assertThat(kubeadm.certificate("certificate " + etcd + " of cp1").usages())
          .isEqualTo(Set.of(Usage.SERVER, Usage.CLIENT));
    }
    assertThat(
            kubeadm.items().stream()
                .filter(id -> id.startsWith("certificate "))
                .filter(
                    id -> !id.matches("certificate (apiserver|kubelet|etcd-(server|peer)) of .*"))
                .map(id -> kubeadm.certificate(id).usages()))
        .hasSize(14)
        .allMatch(Set.of(Usage.CLIENT)::equals);
  }

  @Test
  void theAuthorityOfEtcdSignsForEtcdAndTheFrontProxysForOneClient() {
    assertThat(
            kubeadm.items().stream()
                .filter(id -> id.startsWith("certificate "))
                .filter(id -> !kubeadm.certificate(id).issuer().name().equals("ca"))
                .map(id ->
                    kubeadm.certificate(id).issuer().name() + ": " + id.replaceFirst(" of .*", ""))
                .distinct())
        .containsExactlyInAnyOrder(
            "etcd-ca: certificate apiserver-etcd-client",
            "etcd-ca: certificate etcd-server",
            "etcd-ca: certificate etcd-peer",
            "etcd-ca: certificate etcd-healthcheck-client",
            "front-proxy-ca: certificate front-proxy-client");
  }

  @Test
  void leavesLiveOneYearAndAuthoritiesTen() {
    assertThat(kubeadm.certificate("certificate admin").validity()).isEqualTo(Duration.ofDays(365));
    assertThat(((Item.Authority) kubeadm.item("authority etcd-ca")).validity())
        .isEqualTo(Duration.ofDays(3650));
  }

  @Test
  void theServiceAccountKeyIsBare() {
    Item.KeyPair sa = (Item.KeyPair) kubeadm.item("key pair sa");
    assertThat(sa.certificate()).isEmpty();
    assertThat(sa.publicFile()).hasValue(new StorePath("sa.pub"));
    assertThat(sa.algorithm()).isEqualTo(KeyAlgorithm.RSA_2048);
  }

  @Test
  void kubeconfigsPointToTheEndpointAndTheControllersToTheirOwnHost() {
    assertThat(kubeadm.kubeconfig("kubeconfig admin"))
        .isEqualTo("https://k8s:6443 kubernetes kubernetes-admin@kubernetes");
    assertThat(kubeadm.kubeconfig("kubeconfig super-admin of cp1"))
        .isEqualTo("https://k8s:6443 kubernetes kubernetes-super-admin@kubernetes");
    assertThat(kubeadm.kubeconfig("kubeconfig kubelet of worker1"))
        .isEqualTo("https://k8s:6443 kubernetes system:node:worker1@kubernetes");
    assertThat(kubeadm.kubeconfig("kubeconfig scheduler of cp2"))
        .isEqualTo("https://192.168.10.12:6443 kubernetes system:kube-scheduler@kubernetes");
    assertThat(kubeadm.kubeconfig("kubeconfig controller-manager of cp3"))
        .isEqualTo(
            "https://192.168.10.13:6443 kubernetes system:kube-controller-manager@kubernetes");
  }
}
