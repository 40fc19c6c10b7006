package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Judge;
import dev.kprov.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three members of etcd, one on each control host, with the files as they were pushed there. As in
 * the kubenet guide, the certificate of the API is etcd's server, peer and client certificate.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EtcdIT {

  private static final List<String> CONTROLS = List.of("control0", "control1", "control2");
  private static final EtcdMembers.Layout FILES =
      new EtcdMembers.Layout(
          "/home/ubuntu", "kubernetes", "kubernetes", "ca.pem", ".pem", "-key.pem");
  private static final String OURS = FILES.identity("kubernetes");

  @TempDir private static Path folder;
  private static Lab lab;
  private static Optional<EtcdMembers> members = Optional.empty();

  @BeforeAll
  static void threeMembers() throws IOException {
    lab = Lab.up();
    lab.reset();
    Operator.Ran up = new Operator(lab, folder).up();
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
  void allMembersAreHealthyAndHoldWhatOneOfThemWasTold() throws Exception {
    assertThat(etcd().awaitReady()).isEqualTo(CONTROLS);
    String health = etcd().ctl("control1", OURS, "endpoint health");
    assertThat(health).endsWith("done");
    assertThat(health.lines().filter(line -> line.contains("is healthy"))).hasSize(3);

    assertThat(etcd().ctl("control0", OURS, "put greeting hello")).endsWith("done");
    for (String host : CONTROLS) {
      assertThat(etcd().ctlOfOne(host, OURS, "get --print-value-only greeting"))
          .startsWith("hello");
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

  /** That the judge can fail, too, and that its complaints are found. */
  @Test
  @Order(3)
  void aClientWithoutACertificateOrWithAStrangersIsRefused() throws IOException {
    assertThat(etcd().ctlOfOne("control0", "", "endpoint health")).endsWith("refused");
    assertThat(etcd().complaints("control0")).isNotEmpty();

    Judge.selfSigned(
        folder.resolve("key.pem"), folder.resolve("cert.pem"), "/O=Kubernetes/CN=kubernetes", 30);
    Path there = lab.root("control2").resolve("root");
    Files.copy(folder.resolve("key.pem"), there.resolve("key.pem"));
    Files.copy(folder.resolve("cert.pem"), there.resolve("cert.pem"));

    String stranger = "--cert=/root/cert.pem --key=/root/key.pem";
    assertThat(etcd().ctlOfOne("control2", stranger, "endpoint health")).endsWith("refused");
    assertThat(etcd().complaints("control2")).isNotEmpty();
    assertThat(etcd().ctl("control2", OURS, "endpoint health")).endsWith("done");
  }
}
