package dev.kprov.acceptance;

import static dev.kprov.acceptance.KubeadmLab.CONTROLS;
import static dev.kprov.acceptance.KubeadmLab.PKI;
import static dev.kprov.acceptance.KubeadmLab.WORKERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Lab;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The layout of kubeadm on real hosts: from nothing, once more, and after damage. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KubeadmIT {

  private static final String KUBELET_CONF = "/etc/kubernetes/kubelet.conf";

  @TempDir private static Path folder;
  private static Operator operator;
  private static Lab lab;
  private static Operator.Ran first;
  private static Map<String, List<String>> made = Map.of();

  @BeforeAll
  static void fromNothing() {
    operator = KubeadmLab.fresh(folder);
    lab = operator.lab();
    first = operator.up();
    assertThat(first.exit()).as(first.toString()).isZero();
    made = trees();
  }

  /** All below the directories of Kubernetes and of the kubelet, by host. */
  private static Map<String, List<String>> trees() {
    Map<String, List<String>> trees = new TreeMap<>();
    Stream.of(CONTROLS, WORKERS).flatMap(List::stream).forEach(host -> trees.put(host, tree(host)));
    return trees;
  }

  /** Path, mode, owner, inode and times. */
  private static List<String> tree(String host) {
    return lab.shell(
            host,
            "find /etc/kubernetes /var/lib/kubelet -printf '%p %m %u:%g %i %C@\\n' | LC_ALL=C sort")
        .lines()
        .toList();
  }

  private static List<String> withoutTraces(List<String> tree) {
    return tree.stream().map(line -> line.replaceAll(" \\d+ [0-9.]+$", "")).toList();
  }

  /** The table of the reference: certificates 0644, all else 0600, everything root's. */
  private static List<String> wanted(List<String> directories, List<String> files) {
    return Stream.concat(
            directories.stream().map(directory -> directory + " 755 root:root"),
            files.stream()
                .map(file -> file + (file.endsWith(".crt") ? " 644" : " 600") + " root:root"))
        .sorted()
        .toList();
  }

  private static List<String> control(boolean init) {
    List<String> files = new ArrayList<>();
    for (String pair :
        List.of(
            "ca",
            "apiserver",
            "apiserver-kubelet-client",
            "apiserver-etcd-client",
            "front-proxy-ca",
            "front-proxy-client",
            "etcd/ca",
            "etcd/server",
            "etcd/peer",
            "etcd/healthcheck-client")) {
      files.add(PKI + "/" + pair + ".crt");
      files.add(PKI + "/" + pair + ".key");
    }
    files.addAll(List.of(PKI + "/sa.key", PKI + "/sa.pub"));
    assertThat(files).hasSize(22);
    for (String conf : List.of("admin", "controller-manager", "scheduler", "kubelet")) {
      files.add("/etc/kubernetes/" + conf + ".conf");
    }
    if (init) {
      files.add("/etc/kubernetes/super-admin.conf");
    }
    files.addAll(List.of("/var/lib/kubelet/pki/kubelet.crt", "/var/lib/kubelet/pki/kubelet.key"));
    return wanted(
        List.of("/etc/kubernetes", PKI, PKI + "/etcd", "/var/lib/kubelet", "/var/lib/kubelet/pki"),
        files);
  }

  @Test
  @Order(1)
  void everyHostHoldsExactlyTheFilesOfKubeadm() {
    assertThat(withoutTraces(tree("control0"))).isEqualTo(control(true));
    assertThat(withoutTraces(tree("control1"))).isEqualTo(control(false));
    assertThat(withoutTraces(tree("control2"))).isEqualTo(control(false));
    for (String worker : WORKERS) {
      assertThat(withoutTraces(tree(worker)))
          .isEqualTo(
              wanted(
                  List.of("/etc/kubernetes", PKI, "/var/lib/kubelet", "/var/lib/kubelet/pki"),
                  List.of(
                      PKI + "/ca.crt",
                      KUBELET_CONF,
                      "/var/lib/kubelet/pki/kubelet.crt",
                      "/var/lib/kubelet/pki/kubelet.key")));
    }
    assertThat(first.lines())
        .contains(
            "control0: 29 of 29 files, no strangers",
            "control1: 28 of 28 files, no strangers",
            "worker2: 4 of 4 files, no strangers");
  }

  @Test
  @Order(2)
  void theFirstRunSaysWhichRightsAreMissingAndNoOtherDoes() {
    assertThat(first.lines())
        .contains(
            "local: warning certificate admin: has no rights until its ClusterRoleBinding exists,"
                + " which kubeadm init makes")
        .anyMatch(line ->
            line.endsWith(
                "run on control0: kubectl --kubeconfig /etc/kubernetes/super-admin.conf create"
                    + " clusterrolebinding kubeadm:cluster-admins --clusterrole=cluster-admin"
                    + " --group=kubeadm:cluster-admins"));
    assertThat(operator.verify().out()).doesNotContain("ClusterRoleBinding");
  }

  @Test
  @Order(3)
  void theSecondRunHasNothingToDoAndLeavesNoTrace() {
    Map<String, String> store = operator.traces();

    Operator.Ran again = operator.up();

    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(again.out()).contains("nothing to do");
    assertThat(trees()).isEqualTo(made);
    assertThat(operator.traces()).isEqualTo(store);
    assertThat(operator.plan().exit()).isZero();
  }

  @Test
  @Order(4)
  void theHostOfInitKeepsItsFileWhenTheInventoryIsSortedAnew() {
    operator.edit(text ->
        text.replaceFirst(
            "(?m)^.*control\\[0:2].*$",
            Matcher.quoteReplacement(
                """
                  - { name: "control[1:2]", role: control, address: "192.168.1.[12:13]", \
                ssh: { host: 127.0.0.1, port: "[%d:%d]" } }
                  - { name: control0, role: control, address: 192.168.1.11, \
                ssh: { host: 127.0.0.1, port: %d } }\
                """
                    .formatted(lab.port("control1"), lab.port("control2"), lab.port("control0")))));

    Operator.Ran plan = operator.plan();

    assertThat(plan.exit()).as(plan.toString()).isZero();
    assertThat(plan.changes()).isEmpty();
  }

  @Test
  @Order(5)
  void whatSomebodySpoiledIsNamedAndRepairedAndNothingElseIs() {
    lab.shell("control0", "rm %s/etcd/server.key /etc/kubernetes/super-admin.conf".formatted(PKI));
    lab.shell(
        "control1", "chmod 0700 %s/etcd; echo >>/etc/kubernetes/scheduler.conf".formatted(PKI));
    lab.shell("control2", "chmod 0644 %1$s/sa.pub; chmod 0640 %1$s/ca.key".formatted(PKI));
    lab.shell("worker0", "chown ubuntu:ubuntu /var/lib/kubelet/pki/kubelet.key");
    lab.shell("worker1", "ln -sf /dev/null %s/ca.crt".formatted(PKI));
    lab.shell("worker2", "rm -r %s".formatted(PKI));
    Map<String, String> issued = operator.issued();

    Operator.Ran plan = operator.plan();
    Operator.Ran up = operator.up();

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(plan.changes())
        .containsExactlyInAnyOrder(
            "control0: create /etc/kubernetes/pki/etcd/server.key (0600 root:root)",
            "control0: create /etc/kubernetes/super-admin.conf (0600 root:root)",
            "control1: update /etc/kubernetes/pki/etcd (mode 0700 → 0755)",
            "control1: update /etc/kubernetes/scheduler.conf (content differs)",
            "control2: update /etc/kubernetes/pki/sa.pub (mode 0644 → 0600)",
            "control2: update /etc/kubernetes/pki/ca.key (mode 0640 → 0600)",
            "worker0: update /var/lib/kubelet/pki/kubelet.key"
                + " (owner ubuntu → root; group ubuntu → root)",
            "worker1: update /etc/kubernetes/pki/ca.crt (type symlink → file)",
            "worker2: create /etc/kubernetes/pki (0755 root:root)",
            "worker2: create /etc/kubernetes/pki/ca.crt (0644 root:root)");
    assertThat(up.exit()).as(up.toString()).isZero();
    trees()
        .forEach((host, tree) ->
            assertThat(withoutTraces(tree)).as(host).isEqualTo(withoutTraces(made.get(host))));
    assertThat(operator.verify().exit()).isZero();
    assertThat(operator.issued()).isEqualTo(issued);
  }

  @Test
  @Order(6)
  void keysWhereTheyMustNotLieAreFaultsAndOtherFilesAreNobodysBusiness() {
    lab.shell("control1", "touch /etc/kubernetes/audit.yaml; mkdir /etc/kubernetes/manifests");
    lab.shell("worker1", "touch /var/lib/kubelet/pki/kubelet-client-current.pem");
    assertThat(operator.plan().changes()).isEmpty();

    String key = lab.shell("control0", "cat %s/ca.key".formatted(PKI));
    lab.shell("worker0", "cat >%s/ca.key <<'END'\n%s\nEND".formatted(PKI, key));
    String conf = lab.shell("control0", "cat /etc/kubernetes/super-admin.conf");
    lab.shell("control2", "cat >/etc/kubernetes/super-admin.conf <<'END'\n%s\nEND".formatted(conf));

    Operator.Ran verify = operator.verify();
    lab.shell("worker0", "rm %s/ca.key".formatted(PKI));
    lab.shell("control2", "rm /etc/kubernetes/super-admin.conf");

    String told = ": a file of another host or role lies here, and it holds a private key";
    assertThat(verify.exit()).as(verify.toString()).isEqualTo(1);
    assertThat(verify.errors())
        .containsExactlyInAnyOrder(
            "worker0: /etc/kubernetes/pki/ca.key" + told,
            "control2: /etc/kubernetes/super-admin.conf" + told);
  }

  @Test
  @Order(7)
  void whatTheKubeletTookOverIsLeftAlone() {
    String current = "/var/lib/kubelet/pki/kubelet-client-current.pem";
    lab.shell(
        "worker1",
        """
        sed -i 's,client-certificate-data:.*,client-certificate: %1$s,
          s,client-key-data:.*,client-key: %1$s,' %2$s
        """
            .formatted(current, KUBELET_CONF));
    List<String> before = tree("worker1");

    Operator.Ran up = operator.up();

    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(up.out()).contains("nothing to do");
    assertThat(up.lines())
        .contains(
            "worker1: good /etc/kubernetes/kubelet.conf: left to others, its certificate is kept"
                + " elsewhere");
    assertThat(tree("worker1")).isEqualTo(before);

    lab.shell("worker1", "rm " + KUBELET_CONF);
    assertThat(operator.plan().changes())
        .containsExactly("worker1: create /etc/kubernetes/kubelet.conf (0600 root:root)");
    assertThat(operator.up().exit()).isZero();
    assertThat(lab.shell("worker1", "cat " + KUBELET_CONF)).contains("client-key-data: ");
  }

  @Test
  @Order(8)
  void aClusterOfBefore129HasNoSuperAdmin() {
    Operator.Ran plan = operator.plan("--set", "kubernetesVersion=1.28");

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(plan.changes())
        .contains(
            "control0: error /etc/kubernetes/super-admin.conf: a stranger that holds a private"
                + " key")
        .anyMatch(line ->
            line.startsWith("local: issue certificate admin (subject: ")
                && line.contains("O=system:masters"));
  }
}
