package dev.kprov.acceptance;

import static dev.kprov.acceptance.KubeadmLab.CONTROLS;
import static dev.kprov.acceptance.KubeadmLab.PKI;
import static dev.kprov.acceptance.KubeadmLab.WORKERS;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Judge;
import dev.kprov.judge.TlsServer;
import dev.kprov.lab.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What OpenSSL and kubectl say of the files of kubeadm's layout as they lie on the hosts: each
 * certificate with each purpose, name and authority that is meant, and some that are not.
 */
class KubeadmJudgesIT {

  private static final List<String> AUTHORITIES = List.of("ca", "etcd/ca", "front-proxy-ca");

  @TempDir private static Path folder;
  private static Lab lab;

  private final Judge openssl = Judge.of("openssl");

  /** What a certificate is for. */
  private record Meant(String authority, boolean server, boolean client, List<String> names) {}

  @BeforeAll
  static void aCluster() {
    Operator operator = KubeadmLab.fresh(folder);
    lab = operator.lab();
    Operator.Ran up = operator.up();
    assertThat(up.exit()).as(up.toString()).isZero();
  }

  /** Every certificate that lies as a file on a host, by its path. */
  private static Map<String, Meant> meant(String host, String address) {
    Map<String, Meant> all = new LinkedHashMap<>();
    all.put(
        PKI + "/apiserver.crt",
        new Meant(
            "ca",
            true,
            false,
            List.of(
                host,
                "kubernetes",
                "kubernetes.default",
                "kubernetes.default.svc",
                "kubernetes.default.svc.cluster.local",
                "kubernetes.kubenet",
                "10.32.0.1",
                "192.168.1.21",
                address)));
    List<String> etcd = List.of(host, "localhost", address, "127.0.0.1", "::1");
    all.put(PKI + "/etcd/server.crt", new Meant("etcd/ca", true, true, etcd));
    all.put(PKI + "/etcd/peer.crt", new Meant("etcd/ca", true, true, etcd));
    all.put(PKI + "/etcd/healthcheck-client.crt", new Meant("etcd/ca", false, true, List.of()));
    all.put(PKI + "/apiserver-etcd-client.crt", new Meant("etcd/ca", false, true, List.of()));
    all.put(PKI + "/apiserver-kubelet-client.crt", new Meant("ca", false, true, List.of()));
    all.put(PKI + "/front-proxy-client.crt", new Meant("front-proxy-ca", false, true, List.of()));
    all.put(
        "/var/lib/kubelet/pki/kubelet.crt", new Meant("ca", true, false, List.of(host, address)));
    return all;
  }

  @Test
  void everyCertificateIsGoodForWhatItIsMeantAndForNothingElse() {
    for (int i = 0; i < CONTROLS.size(); i++) {
      String host = CONTROLS.get(i);
      meant(host, "192.168.1." + (11 + i)).forEach((path, meant) -> isGoodFor(host, path, meant));
    }
  }

  private void isGoodFor(String host, String path, Meant meant) {
    Path leaf = onHost(host, path);
    Path ca = authority(meant.authority());
    assertThat(verify(ca, leaf, "-purpose", "sslserver").exit() == 0)
        .as(path)
        .isEqualTo(meant.server());
    assertThat(verify(ca, leaf, "-purpose", "sslclient").exit() == 0)
        .as(path)
        .isEqualTo(meant.client());
    for (String name : meant.names()) {
      verify(ca, leaf, option(name), name).accepted();
    }
    verify(ca, leaf, "-verify_hostname", "worker0").refused("error 62");
    verify(ca, leaf, "-verify_ip", "192.168.1.99").refused("error 64");
    AUTHORITIES.stream()
        .filter(other -> !other.equals(meant.authority()))
        .forEach(other -> verify(authority(other), leaf).refused("verification failed"));
  }

  private static String option(String name) {
    return name.matches("[0-9.]+|.*:.*") ? "-verify_ip" : "-verify_hostname";
  }

  @Test
  void aWorkersKubeletServesUnderItsNamesOnly() {
    Path leaf = onHost("worker1", "/var/lib/kubelet/pki/kubelet.crt");
    Path ca = onHost("worker1", PKI + "/ca.crt");
    verify(ca, leaf, "-purpose", "sslserver", "-verify_hostname", "worker1").accepted();
    verify(ca, leaf, "-verify_ip", "192.168.1.15").accepted();
    verify(ca, leaf, "-verify_hostname", "worker0").refused("error 62");
    verify(ca, leaf, "-purpose", "sslclient").refused("error 26");
  }

  @Test
  void theAuthoritiesAreTheSameOnAllHostsAndEachItsOwn() throws IOException {
    List<String> keys = new ArrayList<>();
    for (String authority : AUTHORITIES) {
      Path ca = authority(authority);
      verify(ca, ca).accepted();
      keys.add(openssl.run("x509", "-noout", "-pubkey", "-in", ca).accepted());
      for (String host : CONTROLS) {
        assertThat(onHost(host, PKI + "/" + authority + ".crt")).hasSameBinaryContentAs(ca);
      }
    }
    assertThat(keys).doesNotHaveDuplicates();
    for (String worker : WORKERS) {
      assertThat(onHost(worker, PKI + "/ca.crt")).hasSameBinaryContentAs(authority("ca"));
    }
  }

  @Test
  void everyKeyBelongsToItsCertificate() {
    for (String host : CONTROLS) {
      meant(host, "").keySet().forEach(path -> assertPair(host, path.replaceFirst("\\.crt$", "")));
      AUTHORITIES.forEach(authority -> assertPair(host, PKI + "/" + authority));
    }
  }

  private void assertPair(String host, String path) {
    assertThat(openssl.run("pkey", "-in", onHost(host, path + ".key"), "-pubout").accepted())
        .isEqualTo(
            openssl
                .run("x509", "-noout", "-pubkey", "-in", onHost(host, path + ".crt"))
                .accepted());
  }

  @Test
  void aTokenSignedWithTheServiceAccountKeyVerifiesWithThePublicOneOnEveryControlHost()
      throws IOException {
    String header = base64Url("{\"alg\":\"RS256\"}".getBytes(UTF_8));
    String claims =
        base64Url("{\"sub\":\"system:serviceaccount:default:default\"}".getBytes(UTF_8));
    Path signed = Files.writeString(folder.resolve("signed"), header + "." + claims, US_ASCII);
    Path signature = folder.resolve("signature");
    openssl.run("dgst", "-sha256", "-sign", key("control0"), "-out", signature, signed).accepted();

    for (String host : CONTROLS) {
      Path pub = onHost(host, PKI + "/sa.pub");
      openssl.run("dgst", "-sha256", "-verify", pub, "-signature", signature, signed).accepted();
      assertThat(openssl.run("pkey", "-in", key(host), "-pubout").accepted()).isEqualTo(read(pub));
      assertThat(onHost(host, PKI + "/sa.key")).hasSameBinaryContentAs(key("control0"));
    }
    Files.writeString(signed, header + "." + base64Url("{\"sub\":\"root\"}".getBytes(UTF_8)));
    openssl
        .run(
            "dgst",
            "-sha256",
            "-verify",
            onHost("control1", PKI + "/sa.pub"),
            "-signature",
            signature,
            signed)
        .refused("Verification");
  }

  private static Path key(String host) {
    return onHost(host, PKI + "/sa.key");
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Every kubeconfig of the first control host and of a worker, with its user and organization. */
  private static Map<Path, String> users() {
    Map<Path, String> users = new LinkedHashMap<>();
    String kubernetes = "/etc/kubernetes/";
    users.put(onHost("control0", kubernetes + "admin.conf"), "kubernetes-admin");
    users.put(onHost("control0", kubernetes + "super-admin.conf"), "kubernetes-super-admin");
    users.put(
        onHost("control0", kubernetes + "controller-manager.conf"),
        "system:kube-controller-manager");
    users.put(onHost("control0", kubernetes + "scheduler.conf"), "system:kube-scheduler");
    users.put(onHost("control0", kubernetes + "kubelet.conf"), "system:node:control0");
    users.put(onHost("worker2", kubernetes + "kubelet.conf"), "system:node:worker2");
    return users;
  }

  @Test
  void kubectlFindsInEveryKubeconfigWhatKubeadmPutsThere() {
    users()
        .forEach((kubeconfig, user) -> {
          boolean local = user.matches("system:kube-.*");
          assertThat(
                  view(
                      kubeconfig,
                      "{.current-context} {.contexts[0].context.cluster}"
                          + " {.contexts[0].context.user} {.clusters[0].cluster.server}"))
              .isEqualTo(
                  "%1$s@kubernetes kubernetes %1$s %2$s"
                      .formatted(
                          user, local ? "https://192.168.1.11:6443" : "https://kubernetes:6443"));
          assertThat(subject(kubeconfig)).endsWith("CN = " + user);
        });
    assertThat(subject(onHost("control0", "/etc/kubernetes/super-admin.conf")))
        .isEqualTo("subject=O = system:masters, CN = kubernetes-super-admin");
    assertThat(subject(onHost("control0", "/etc/kubernetes/admin.conf")))
        .isEqualTo("subject=O = kubeadm:cluster-admins, CN = kubernetes-admin");
    assertThat(subject(onHost("worker2", "/etc/kubernetes/kubelet.conf")))
        .isEqualTo("subject=O = system:nodes, CN = system:node:worker2");
  }

  @Test
  void everyKubeconfigReachesAServerThatShowsTheCertificateOfTheApi() throws IOException {
    try (TlsServer api =
        TlsServer.start(
            onHost("control0", PKI + "/apiserver.crt"),
            onHost("control0", PKI + "/apiserver.key"),
            authority("ca"))) {
      users().keySet().forEach(kubeconfig -> get(api, kubeconfig).accepted());
    }
    try (TlsServer etcd =
        TlsServer.start(
            onHost("control0", PKI + "/etcd/server.crt"),
            onHost("control0", PKI + "/etcd/server.key"),
            authority("etcd/ca"))) {
      get(etcd, onHost("control0", "/etc/kubernetes/admin.conf")).refused("x509");
    }
  }

  private static Judge.Verdict get(TlsServer server, Path kubeconfig) {
    return Judge.of("kubectl")
        .run(
            "--kubeconfig=" + kubeconfig,
            "--server=https://127.0.0.1:" + server.port(),
            "--tls-server-name=control0",
            "--request-timeout=20s",
            "get",
            "--raw",
            "/");
  }

  private String subject(Path kubeconfig) {
    try {
      byte[] pem =
          Base64.getDecoder()
              .decode(view(kubeconfig, "{.users[0].user.client-certificate-data}").getBytes(UTF_8));
      Path leaf = Files.write(folder.resolve("leaf.pem"), pem);
      verify(authority("ca"), leaf, "-purpose", "sslclient").accepted();
      verify(authority("ca"), leaf, "-purpose", "sslserver").refused("error 26");
      return openssl.run("x509", "-noout", "-subject", "-in", leaf).accepted().strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String view(Path kubeconfig, String path) {
    return Judge.of("kubectl")
        .run("--kubeconfig=" + kubeconfig, "config", "view", "--raw", "-o", "jsonpath=" + path)
        .accepted();
  }

  private Judge.Verdict verify(Path ca, Path leaf, Object... options) {
    List<Object> line = new ArrayList<>(List.of("verify", "-x509_strict", "-CAfile", ca));
    line.addAll(List.of(options));
    line.add(leaf);
    return openssl.run(line.toArray());
  }

  private static Path authority(String name) {
    return onHost("control0", PKI + "/" + name + ".crt");
  }

  private static Path onHost(String host, String path) {
    return KubeadmLab.onHost(lab, host, path);
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }
}
