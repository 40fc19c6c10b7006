package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Judge;
import dev.kprov.lab.Lab;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
  private static final String LOG = "var/log/etcd.log";
  private static final Pattern READY = Pattern.compile("ready to serve client requests");

  /** A peer or client that hung up, as they do while others start, said nothing about TLS. */
  private static final Pattern TLS_COMPLAINT =
      Pattern.compile(
          "\\btls:|remote error|x509|rejected connection(?!.*(reset by peer|broken pipe|EOF))");

  private static final String OURS = "--cert=kubernetes.pem --key=kubernetes-key.pem";

  @TempDir private static Path folder;
  private static Lab lab;

  /** Of each member, the one for clients and the one for peers. */
  private static List<Integer> ports = List.of();

  @BeforeAll
  static void threeMembers() throws IOException {
    Judge.of("etcd");
    Judge.of("etcdctl");
    lab = Lab.up();
    lab.reset();
    Operator.Ran up = new Operator(lab, folder).up();
    assertThat(up.exit()).as(up.toString()).isZero();
    ports = freePorts(2 * CONTROLS.size());
    CONTROLS.forEach(EtcdIT::start);
  }

  @AfterAll
  static void end() {
    if (!ports.isEmpty()) {
      CONTROLS.forEach(host -> lab.shell(host, "kill \"$(cat /run/etcd.pid)\" || true"));
    }
  }

  /** The options of the guide's unit file; only the addresses are those of the lab. */
  private static void start(String host) {
    lab.shell(
        host,
        """
        cd /home/ubuntu
        # etcd 3.4 runs on ARM64 only when asked to.
        [ "$(uname -m)" != aarch64 ] || export ETCD_UNSUPPORTED_ARCH=arm64
        etcd --name=%s --data-dir=/run/etcd \
          --cert-file=kubernetes.pem --key-file=kubernetes-key.pem \
          --peer-cert-file=kubernetes.pem --peer-key-file=kubernetes-key.pem \
          --trusted-ca-file=ca.pem --peer-trusted-ca-file=ca.pem \
          --client-cert-auth --peer-client-cert-auth \
          --listen-client-urls=%s --advertise-client-urls=%s \
          --listen-peer-urls=%s --initial-advertise-peer-urls=%s \
          --initial-cluster=%s --initial-cluster-token=lab --initial-cluster-state=new \
          </dev/null >/%s 2>&1 &
        echo $! >/run/etcd.pid
        """
            .formatted(
                host,
                clientUrl(host),
                clientUrl(host),
                peerUrl(host),
                peerUrl(host),
                CONTROLS.stream()
                    .map(one -> one + "=" + peerUrl(one))
                    .collect(Collectors.joining(",")),
                LOG));
  }

  @Test
  @Order(1)
  void allMembersAreHealthyAndHoldWhatOneOfThemWasTold() throws Exception {
    for (String host : CONTROLS) {
      for (int i = 0; i < 600 && matching(host, READY).isEmpty(); i++) {
        Thread.sleep(100);
      }
      assertThat(matching(host, READY)).as(log(host).toString()).isNotEmpty();
    }
    String health = ctl("control1", OURS, "endpoint health");
    assertThat(health).endsWith("done");
    assertThat(health.lines().filter(line -> line.contains("is healthy"))).hasSize(3);

    assertThat(ctl("control0", OURS, "put greeting hello")).endsWith("done");
    for (String host : CONTROLS) {
      assertThat(ctlOfOne(host, OURS, "get --print-value-only greeting")).startsWith("hello");
    }
  }

  @Test
  @Order(2)
  void noMemberHasAComplaintAboutCertificates() throws IOException {
    for (String host : CONTROLS) {
      assertThat(complaints(host)).as(host).isEmpty();
      assertThat(log(host)).anyMatch(line -> line.contains("client-cert-auth = true"));
    }
  }

  /** That the judge can fail, too, and that its complaints are found. */
  @Test
  @Order(3)
  void aClientWithoutACertificateOrWithAStrangersIsRefused() throws IOException {
    assertThat(ctlOfOne("control0", "", "endpoint health")).endsWith("refused");
    assertThat(complaints("control0")).isNotEmpty();

    Judge.of("openssl")
        .run(
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            30,
            "-subj",
            "/O=Kubernetes/CN=kubernetes",
            "-keyout",
            folder.resolve("key.pem"),
            "-out",
            folder.resolve("cert.pem"))
        .accepted();
    Path there = lab.root("control2").resolve("root");
    Files.copy(folder.resolve("key.pem"), there.resolve("key.pem"));
    Files.copy(folder.resolve("cert.pem"), there.resolve("cert.pem"));

    assertThat(ctlOfOne("control2", "--cert=/root/cert.pem --key=/root/key.pem", "endpoint health"))
        .endsWith("refused");
    assertThat(complaints("control2")).isNotEmpty();
    assertThat(ctl("control2", OURS, "endpoint health")).endsWith("done");
  }

  /** What etcdctl says of all members when it runs on a host with that host's files. */
  private static String ctl(String host, String identity, String command) {
    return ctl(
        host,
        CONTROLS.stream().map(EtcdIT::clientUrl).collect(Collectors.joining(",")),
        identity,
        command);
  }

  private static String ctlOfOne(String host, String identity, String command) {
    return ctl(host, clientUrl(host), identity, command);
  }

  private static String ctl(String host, String endpoints, String identity, String command) {
    return lab.shell(
            host,
            """
            cd /home/ubuntu
            export ETCDCTL_API=3
            if etcdctl --command-timeout=5s --endpoints=%s --cacert=ca.pem %s %s 2>&1
            then echo done; else echo refused; fi
            """
                .formatted(endpoints, identity, command))
        .strip();
  }

  private static List<String> complaints(String host) throws IOException {
    return matching(host, TLS_COMPLAINT);
  }

  private static List<String> matching(String host, Pattern pattern) throws IOException {
    return log(host).stream().filter(line -> pattern.matcher(line).find()).toList();
  }

  private static List<String> log(String host) throws IOException {
    return Files.readAllLines(lab.root(host).resolve(LOG));
  }

  private static String clientUrl(String host) {
    return "https://127.0.0.1:" + ports.get(2 * CONTROLS.indexOf(host));
  }

  private static String peerUrl(String host) {
    return "https://127.0.0.1:" + ports.get(2 * CONTROLS.indexOf(host) + 1);
  }

  /** All held at once, so that no two are the same. */
  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      while (held.size() < count) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket one : held) {
        one.close();
      }
    }
  }
}
