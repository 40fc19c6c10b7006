package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Lab;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What is peculiar to the layout of kubeadm on real hosts; {@link LayoutIT} has the rest. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KubeadmIT {

  private static final String KUBELET_CONF = "/etc/kubernetes/kubelet.conf";

  @TempDir private static Path folder;
  private static Operator operator;
  private static Lab lab;
  private static Operator.Ran first;

  @BeforeAll
  static void fromNothing() {
    operator = Layout.KUBEADM.fresh(folder);
    lab = operator.lab();
    first = operator.up();
    assertThat(first.exit()).as(first.toString()).isZero();
  }

  /** Path, mode, owner, inode and times. */
  private static List<String> tree(String host) {
    return lab.shell(
            host,
            "find /etc/kubernetes /var/lib/kubelet -printf '%p %m %u:%g %i %C@\\n' | LC_ALL=C sort")
        .lines()
        .toList();
  }

  @Test
  @Order(1)
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
  @Order(2)
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
  @Order(3)
  void otherFilesAreNobodysBusiness() {
    lab.shell("control1", "touch /etc/kubernetes/audit.yaml; mkdir /etc/kubernetes/manifests");
    lab.shell("worker1", "touch /var/lib/kubelet/pki/kubelet-client-current.pem");
    assertThat(operator.plan().changes()).isEmpty();
  }

  @Test
  @Order(4)
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
  @Order(5)
  void aClusterOfBefore129HasNoSuperAdmin() {
    Operator.Ran plan = operator.plan("--set", "kubernetesVersion=1.28");

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(plan.changes())
        .anyMatch(line ->
            line.startsWith(
                "control0: error /etc/kubernetes/super-admin.conf: written by kprov on "))
        .anyMatch(line ->
            line.startsWith("local: issue certificate admin (subject: ")
                && line.contains("O=system:masters"));
  }
}
