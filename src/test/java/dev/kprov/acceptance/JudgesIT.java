package dev.kprov.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Judge;
import dev.kprov.judge.TlsServer;
import dev.kprov.lab.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What OpenSSL and kubectl say of the files as they lie on the hosts. The names and purposes are
 * those of the kubenet guide, written down here once more.
 */
@ParameterizedClass
@EnumSource
class JudgesIT {

  /** The clusters that are judged. */
  enum Layout {
    /** The shipped playbook: every leaf is for servers and clients and ends before the CA. */
    AS_SHIPPED,
    /** On elliptic curves; users are clients only; leaves would outlive the CA if they could. */
    ECDSA
  }

  private static final List<String> CONTROLS = List.of("control0", "control1", "control2");
  private static final List<String> NODES =
      List.of("control0", "control1", "control2", "worker0", "worker1", "worker2");

  private static final List<String> API_NAMES =
      List.of(
          "kubernetes",
          "kubernetes.default",
          "kubernetes.default.svc",
          "kubernetes.default.svc.cluster",
          "kubernetes.default.svc.cluster.local",
          "kubernetes.kubenet",
          "control0",
          "control1",
          "control2",
          "control0.kubenet",
          "control1.kubenet",
          "control2.kubenet");

  private static final List<String> API_ADDRESSES =
      List.of(
          "10.32.0.1", "192.168.1.21", "192.168.1.11", "192.168.1.12", "192.168.1.13", "127.0.0.1");

  private static final Pattern SECRET = Pattern.compile("secret: (\\S+)");

  @TempDir private static Path folder;
  private static Lab lab;

  @Parameter private Layout layout;

  private final Judge openssl = Judge.of("openssl");

  @BeforeParameterizedClassInvocation
  static void aCluster(Layout layout) throws IOException {
    lab = Lab.up();
    lab.reset();
    Operator operator = new Operator(lab, Files.createDirectories(folder.resolve(layout.name())));
    List<String> options = List.of();
    if (layout == Layout.ECDSA) {
      operator.ownPlaybook(text ->
          text.replace("key: rsa-2048", "key: ecdsa-p256")
              .replaceAll(
                  "(subject: \\{ O: \"system:(?:masters|kube-.*|node-proxier)\".*\n"
                      + " +usages: )\\[server, client]",
                  "$1[client]"));
      options = List.of("--set", "validity=30y");
    }
    Operator.Ran up = operator.up(options.toArray(String[]::new));
    assertThat(up.exit()).as(up.toString()).isZero();
  }

  @Test
  void theCertificateOfTheApiIsGoodForEveryNameAndAddressOnEveryControlHost() {
    for (String control : CONTROLS) {
      Path leaf = onHost(control, "kubernetes.pem");
      verify(leaf, "-purpose", "sslserver").accepted();
      verify(leaf, "-purpose", "sslclient").accepted();
    }
    Path leaf = onHost("control1", "kubernetes.pem");
    API_NAMES.forEach(name -> verify(leaf, "-verify_hostname", name).accepted());
    API_ADDRESSES.forEach(address -> verify(leaf, "-verify_ip", address).accepted());
  }

  @Test
  void theCertificateOfTheApiIsGoodForNoOtherNameOrAddress() {
    Path leaf = onHost("control0", "kubernetes.pem");
    verify(leaf, "-verify_hostname", "worker0").refused("error 62");
    verify(leaf, "-verify_hostname", "kubernetes.default.svc.cluster.local.evil")
        .refused("error 62");
    verify(leaf, "-verify_ip", "192.168.1.14").refused("error 64");
    verify(leaf, "-verify_ip", "10.32.0.2").refused("error 64");
  }

  @Test
  void theCertificateOfANodeIsGoodForItsNamesOnly() {
    for (int i = 0; i < NODES.size(); i++) {
      String node = NODES.get(i);
      Path leaf = onHost(node, node + ".pem");
      verify(leaf, "-purpose", "sslserver", "-verify_hostname", node).accepted();
      verify(leaf, "-purpose", "sslclient", "-verify_hostname", node + ".kubenet").accepted();
      verify(leaf, "-verify_ip", "192.168.1." + (11 + i)).accepted();
      verify(leaf, "-verify_hostname", "kubernetes").refused("error 62");
      verify(leaf, "-verify_ip", "192.168.1." + (12 + i)).refused("error 64");
      assertThat(subject(leaf)).contains("O = system:nodes", "CN = system:node:" + node);
    }
  }

  @Test
  void theCertificateOfAUserIsGoodForAClientAndInTheShippedLayoutForAServerToo() {
    users()
        .forEach((user, leaf) -> {
          verify(leaf, "-purpose", "sslclient").accepted();
          Judge.Verdict asServer = verify(leaf, "-purpose", "sslserver");
          if (layout == Layout.AS_SHIPPED || user.startsWith("system:node:")) {
            asServer.accepted();
          } else {
            asServer.refused("error 26");
          }
        });
  }

  @Test
  void theCertificatesOfUsersNameThemAsRbacExpects() {
    Map<String, Path> users = users();
    assertThat(users.keySet())
        .contains(
            "admin",
            "system:kube-scheduler",
            "system:kube-controller-manager",
            "system:kube-proxy",
            "system:node:worker2")
        .hasSize(4 + NODES.size());
    users.forEach((user, leaf) -> assertThat(subject(leaf)).endsWith("CN = " + user));
    assertThat(subject(users.get("admin"))).contains("O = system:masters,");
    assertThat(subject(users.get("system:kube-proxy"))).contains("O = system:node-proxier,");
  }

  @Test
  void noOtherAuthorityOfTheSameNameVouchesForACertificate() {
    Path other = folder.resolve("other.pem");
    Judge.selfSigned(
        folder.resolve("other-key.pem"),
        other,
        "/C=PL/ST=Lesser Poland/L=Krakow/O=Kubernetes/OU=kubenet/CN=Kubernetes",
        3650);
    Path leaf = onHost("worker0", "worker0.pem");
    verifyBy(onHost("worker0", "ca.pem"), leaf).accepted();
    verifyBy(other, leaf).refused("verification failed");
  }

  @Test
  void noLeafOutlivesTheAuthorityOrBeginsBeforeIt() {
    Path ca = onHost("control0", "ca.pem");
    Instant end = date(ca, "-enddate");
    for (Path leaf : leaves()) {
      assertThat(date(leaf, "-enddate")).isBeforeOrEqualTo(end);
      assertThat(date(leaf, "-startdate")).isAfterOrEqualTo(date(ca, "-startdate"));
      long last = date(leaf, "-enddate").getEpochSecond() - 60;
      verify(leaf, "-attime", last).accepted();
      verify(leaf, "-attime", last + 120).refused("certificate has expired");
    }
    if (layout == Layout.ECDSA) {
      assertThat(date(onHost("worker1", "worker1.pem"), "-enddate")).isEqualTo(end);
    }
  }

  @Test
  void serialNumbersArePositiveLongAndNeverTheSame() {
    List<String> serials = leaves().stream().map(leaf -> x509(leaf, "-serial")).toList();
    assertThat(serials)
        .doesNotHaveDuplicates()
        .allMatch(serial -> serial.matches("serial=[0-9A-F]{28,40}"));
  }

  @Test
  void everyKeyOnAHostBelongsToItsCertificate() {
    for (String control : CONTROLS) {
      List<String> pairs = List.of("ca", "kubernetes", "service-account", control);
      pairs.forEach(pair -> assertPair(control, pair));
    }
    List.of("worker0", "worker1", "worker2").forEach(worker -> assertPair(worker, worker));
  }

  @Test
  void theKeysAreOfTheKindThatThePlaybookNames() {
    String kind = layout == Layout.ECDSA ? "ASN1 OID: prime256v1" : "Private-Key: (2048 bit";
    for (String key : List.of("ca-key.pem", "kubernetes-key.pem", "service-account-key.pem")) {
      assertThat(openssl.run("pkey", "-in", onHost("control0", key), "-noout", "-text").accepted())
          .contains(kind);
    }
  }

  @Test
  void theKeyThatEncryptsSecretsHas32BytesAndIsTheSameOnEveryControlHost() throws IOException {
    String config = Files.readString(onHost("control0", "encryption-config.yaml"));
    Matcher secret = SECRET.matcher(config);
    assertThat(secret.find()).isTrue();
    assertThat(Base64.getDecoder().decode(secret.group(1))).hasSize(32);
    assertThat(config).contains("kind: EncryptionConfiguration", "apiserver.config.k8s.io/v1");
    for (String control : CONTROLS) {
      assertThat(onHost(control, "encryption-config.yaml")).hasContent(config);
    }
  }

  @Test
  void kubectlReadsEveryKubeconfigAndFindsWhatTheGuidePutsThere() {
    kubeconfigs()
        .forEach(kubeconfig -> {
          String view =
              kubectl(
                      kubeconfig,
                      "config",
                      "view",
                      "--raw",
                      "-o",
                      "jsonpath={.current-context} {.contexts[0].context.cluster}"
                          + " {.contexts[0].context.user} {.users[0].name} {.clusters[0].name}"
                          + " {.clusters[0].cluster.server}")
                  .accepted();
          String user = user(kubeconfig);
          assertThat(view)
              .isEqualTo(
                  "default %s %s %s %s https://kubernetes:6443"
                      .formatted("lab", user, user, "lab"));
        });
  }

  @Test
  void theAuthorityInEveryKubeconfigIsTheHostsOwn() throws IOException {
    byte[] ca = Files.readAllBytes(onHost("control0", "ca.pem"));
    for (Path kubeconfig : kubeconfigs()) {
      assertThat(embedded(kubeconfig, "{.clusters[0].cluster.certificate-authority-data}"))
          .isEqualTo(ca);
    }
  }

  @Test
  void kubectlReachesAServerThatShowsTheCertificateOfTheApiAndAsksForOneOfOurs()
      throws IOException {
    try (TlsServer api = TlsServer.start(onHost("control0", ""))) {
      for (Path kubeconfig : kubeconfigs()) {
        get(api, kubeconfig, "--tls-server-name=kubernetes").accepted();
      }
      Path admin = onHost("control0", "admin.kubeconfig");
      get(api, admin, "--tls-server-name=worker0").refused("not worker0");
      Path ca = onHost("control0", "ca.pem");
      get(
              api,
              Path.of("/dev/null"),
              "--tls-server-name=kubernetes",
              "--certificate-authority=" + ca,
              "--token=none")
          .refused("certificate required");
    }
  }

  private static Judge.Verdict get(TlsServer api, Path kubeconfig, String... options) {
    List<String> line = new ArrayList<>(List.of(options));
    line.addAll(List.of("--server=https://127.0.0.1:" + api.port(), "--request-timeout=20s"));
    line.addAll(List.of("get", "--raw", "/"));
    return kubectl(kubeconfig, line.toArray(String[]::new));
  }

  private Path onHost(String host, String file) {
    return lab.root(host).resolve("home/ubuntu").resolve(file);
  }

  private Judge.Verdict verify(Path leaf, Object... options) {
    return verifyBy(onHost("control0", "ca.pem"), leaf, options);
  }

  private Judge.Verdict verifyBy(Path ca, Path leaf, Object... options) {
    List<Object> line = new ArrayList<>(List.of("verify", "-x509_strict", "-CAfile", ca));
    line.addAll(List.of(options));
    line.add(leaf);
    return openssl.run(line.toArray());
  }

  private String x509(Path certificate, String... options) {
    List<Object> line = new ArrayList<>(List.of("x509", "-noout", "-in", certificate));
    line.addAll(List.of(options));
    return openssl.run(line.toArray()).accepted().strip();
  }

  private String subject(Path certificate) {
    return x509(certificate, "-subject");
  }

  private Instant date(Path certificate, String which) {
    String told = x509(certificate, which, "-dateopt", "iso_8601");
    return Instant.parse(told.substring(told.indexOf('=') + 1).replace(' ', 'T'));
  }

  private void assertPair(String host, String name) {
    assertThat(openssl.run("pkey", "-in", onHost(host, name + "-key.pem"), "-pubout").accepted())
        .isEqualTo(x509(onHost(host, name + ".pem"), "-pubkey") + "\n");
  }

  private List<Path> kubeconfigs() {
    return Stream.concat(
            Stream.of("admin", "kube-scheduler", "kube-controller-manager", "kube-proxy")
                .map(name -> onHost("control2", name + ".kubeconfig")),
            NODES.stream().map(node -> onHost(node, node + ".kubeconfig")))
        .toList();
  }

  private static String user(Path kubeconfig) {
    String name = kubeconfig.getFileName().toString().replace(".kubeconfig", "");
    if (name.equals("admin")) {
      return name;
    }
    return NODES.contains(name) ? "system:node:" + name : "system:" + name;
  }

  /** The client certificates in the kubeconfigs, by user. */
  private Map<String, Path> users() {
    Map<String, Path> users = new TreeMap<>();
    for (Path kubeconfig : kubeconfigs()) {
      Path leaf = folder.resolve(kubeconfig.getFileName() + ".pem");
      try {
        Files.write(leaf, embedded(kubeconfig, "{.users[0].user.client-certificate-data}"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      users.put(user(kubeconfig), leaf);
    }
    return users;
  }

  private List<Path> leaves() {
    List<Path> leaves = new ArrayList<>(users().values());
    leaves.add(onHost("control0", "kubernetes.pem"));
    leaves.add(onHost("control0", "service-account.pem"));
    return leaves;
  }

  private static byte[] embedded(Path kubeconfig, String path) {
    String data =
        kubectl(kubeconfig, "config", "view", "--raw", "-o", "jsonpath=" + path).accepted();
    return Base64.getDecoder().decode(data.getBytes(UTF_8));
  }

  private static Judge.Verdict kubectl(Path kubeconfig, String... arguments) {
    List<Object> line = new ArrayList<>(List.of("--kubeconfig=" + kubeconfig));
    line.addAll(List.of(arguments));
    return Judge.of("kubectl").run(line.toArray());
  }
}
