package dev.kprov.acceptance;

import static dev.kprov.acceptance.KubeadmLab.CONTROLS;
import static dev.kprov.acceptance.KubeadmLab.PKI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Lab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Three members of etcd with the files of kubeadm's layout, whose etcd has a CA of its own. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KubeadmEtcdIT {

  private static final EtcdMembers.Layout FILES =
      new EtcdMembers.Layout(PKI, "etcd/server", "etcd/peer", "etcd/ca.crt", ".crt", ".key");
  private static final String API_SERVER = FILES.identity("apiserver-etcd-client");

  @TempDir private static Path folder;
  private static Lab lab;
  private static Optional<EtcdMembers> members = Optional.empty();

  @BeforeAll
  static void threeMembers() throws IOException {
    Operator operator = KubeadmLab.fresh(folder);
    lab = operator.lab();
    Operator.Ran up = operator.up();
    assertThat(up.exit()).as(up.toString()).isZero();
    members = Optional.of(EtcdMembers.start(lab, CONTROLS, FILES));
  }

  @AfterAll
  static void end() {
    members.ifPresent(EtcdMembers::close);
  }

  private static EtcdMembers etcd() {
    return members.orElseThrow();
  }

  @Test
  @Order(1)
  void allMembersAreHealthyForTheApiServerAndForTheProbe() throws Exception {
    assertThat(etcd().awaitReady()).isEqualTo(CONTROLS);
    String health = etcd().ctl("control1", API_SERVER, "endpoint health");
    assertThat(health).endsWith("done");
    assertThat(health.lines().filter(line -> line.contains("is healthy"))).hasSize(3);

    assertThat(etcd().ctl("control0", API_SERVER, "put greeting hello")).endsWith("done");
    for (String host : CONTROLS) {
      assertThat(etcd().ctlOfOne(host, API_SERVER, "get --print-value-only greeting"))
          .startsWith("hello");
      assertThat(
              etcd().ctlOfOne(host, FILES.identity("etcd/healthcheck-client"), "endpoint health"))
          .endsWith("done");
    }
  }

  @Test
  @Order(2)
  void noMemberHasAComplaintAboutCertificates() throws IOException {
    for (String host : CONTROLS) {
      assertThat(etcd().complaints(host)).as(host).isEmpty();
      assertThat(etcd().log(host)).anyMatch(line -> line.contains("client-cert-auth = true"));
    }
  }

  @Test
  @Order(3)
  void aClientOfTheAuthorityOfKubernetesIsRefused() throws IOException {
    for (String client : new String[] {"apiserver-kubelet-client", "front-proxy-client"}) {
      assertThat(etcd().ctlOfOne("control0", FILES.identity(client), "endpoint health"))
          .as(client)
          .endsWith("refused");
    }
    assertThat(etcd().ctlOfOne("control0", "", "endpoint health")).endsWith("refused");
    assertThat(etcd().complaints("control0")).isNotEmpty();
    assertThat(etcd().ctl("control0", API_SERVER, "endpoint health")).endsWith("done");
  }
}
