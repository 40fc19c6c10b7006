package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Judge;
import dev.kprov.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Three members of etcd, one on each control host, with the files as each layout pushed them there.
 * Clients and peers must show certificates.
 */
@ParameterizedClass
@EnumSource
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EtcdIT {

  @TempDir private static Path folder;
  private static Lab lab;
  private static Optional<EtcdMembers> members = Optional.empty();

  @Parameter private Layout layout;

  @BeforeParameterizedClassInvocation
  static void threeMembers(Layout layout) throws IOException {
    Operator operator = layout.fresh(Files.createDirectories(folder.resolve(layout.name())));
    lab = operator.lab();
    Operator.Ran up = operator.up();
    assertThat(up.exit()).as(up.toString()).isZero();
    members = Optional.of(EtcdMembers.start(lab, Layout.CONTROLS, files(layout)));
  }

  @AfterParameterizedClassInvocation
  static void end() {
    members.ifPresent(EtcdMembers::close);
    members = Optional.empty();
  }

  private static EtcdMembers.Layout files(Layout layout) {
    return switch (layout) {
      // as in the guide, the certificate of the API is etcd's server, peer and client certificate
      case KUBENET -> home("kubernetes");
      case HARD_WAY -> home("etcd");
      case KUBEADM ->
          new EtcdMembers.Layout(
              "/etc/kubernetes/pki", "etcd/server", "etcd/peer", "etcd/ca.crt", ".crt", ".key");
    };
  }

  private static EtcdMembers.Layout home(String pair) {
    return new EtcdMembers.Layout("/home/ubuntu", pair, pair, "ca.pem", ".pem", "-key.pem");
  }

  /** The certificates that API servers and probes show. */
  private List<String> clients() {
    return switch (layout) {
      case KUBENET -> List.of("kubernetes");
      case HARD_WAY -> List.of("kubernetes", "etcd");
      case KUBEADM -> List.of("apiserver-etcd-client", "etcd/healthcheck-client");
    };
  }

  /** Certificates for clients, but of other authorities. */
  private List<String> strangers() {
    return switch (layout) {
      case KUBENET, HARD_WAY -> List.of();
      case KUBEADM -> List.of("apiserver-kubelet-client", "front-proxy-client");
    };
  }

  private static EtcdMembers etcd() {
    return members.orElseThrow();
  }

  private String identity(String name) {
    return files(layout).identity(name);
  }

  @Test
  @Order(1)
  void allMembersAreHealthyAndHoldWhatOneOfThemWasTold() throws Exception {
    assertThat(etcd().awaitReady()).isEqualTo(Layout.CONTROLS);
    for (String client : clients()) {
      String health = etcd().ctl("control1", identity(client), "endpoint health");
      assertThat(health).endsWith("done");
      assertThat(health.lines().filter(line -> line.contains("is healthy"))).hasSize(3);
    }

    String client = identity(clients().getFirst());
    assertThat(etcd().ctl("control0", client, "put greeting hello")).endsWith("done");
    for (String host : Layout.CONTROLS) {
      assertThat(etcd().ctlOfOne(host, client, "get --print-value-only greeting"))
          .startsWith("hello");
    }
  }

  @Test
  @Order(2)
  void noMemberHasAComplaintAboutCertificates() throws IOException {
    for (String host : Layout.CONTROLS) {
      assertThat(etcd().complaints(host)).as(host).isEmpty();
      assertThat(etcd().log(host)).anyMatch(line -> line.contains("client-cert-auth = true"));
    }
  }

  /** That the judge can fail, too, and that its complaints are found. */
  @Test
  @Order(3)
  void aClientWithoutACertificateOrWithOneOfAnotherAuthorityIsRefused() throws IOException {
    assertRefused("control0", "");
    for (String stranger : strangers()) {
      assertRefused("control1", identity(stranger));
    }
    selfSigned(lab.root("control2").resolve("root"));
    assertRefused("control2", "--cert=/root/cert.pem --key=/root/key.pem");
    assertThat(etcd().ctl("control2", identity(clients().getFirst()), "endpoint health"))
        .endsWith("done");
  }

  private static void assertRefused(String host, String identity) throws IOException {
    int before = etcd().complaints(host).size();
    assertThat(etcd().ctlOfOne(host, identity, "endpoint health")).as(identity).endsWith("refused");
    assertThat(etcd().complaints(host)).as(identity).hasSizeGreaterThan(before);
  }

  private static void selfSigned(Path there) throws IOException {
    Path key = folder.resolve("key.pem");
    Path cert = folder.resolve("cert.pem");
    Judge.selfSigned(key, cert, "/O=Kubernetes/CN=kubernetes", 30);
    Files.copy(key, there.resolve("key.pem"), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(cert, there.resolve("cert.pem"), StandardCopyOption.REPLACE_EXISTING);
  }
}
