package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Judge;
import dev.kprov.judge.TlsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The playbook of docs/authorities.md, copied from there as a stranger would: a root, an authority
 * for servers and one for clients, one below that, and a role that no shipped layout has.
 */
@TestMethodOrder(OrderAnnotation.class)
class CustomLayoutIT {

  private static final String PKI = "/home/ubuntu/pki/";

  @TempDir private static Path folder;
  private static Operator operator;
  private static Operator.Ran first;

  private final Judge openssl = Judge.of("openssl");

  @BeforeAll
  static void aClusterByTheDocs() throws IOException {
    operator = Layout.KUBENET.fresh(folder);
    operator.narrow(List.of("control0", "worker0", "worker2", "gateway"));
    operator.edit(text ->
        text.replace("playbook: kubenet", "playbook: ./own.yaml")
            .replace("name: gateway, role: gateway", "name: gateway, role: lb")
            .replace("name: worker2, role: worker", "name: worker2, role: monitor"));
    String page = Files.readString(Path.of("docs/authorities.md"));
    int begin = page.indexOf("```yaml\n") + "```yaml\n".length();
    Files.writeString(
        folder.resolve("own.yaml"), page.substring(begin, page.indexOf("```", begin)));
    first = operator.up();
  }

  @Test
  @Order(1)
  void itIsRolledOutAndVerifiedAndThenThereIsNothingToDo() {
    assertThat(first.exit()).as(first.toString()).isZero();
    assertThat(first.lines())
        .contains(
            "control0: 11 of 11 files, no strangers",
            "worker0: 5 of 5 files, no strangers",
            "worker2: 3 of 3 files, no strangers",
            "gateway: 3 of 3 files, no strangers");
    Homes made = Homes.of(operator.lab());
    Map<String, String> store = operator.traces();

    Operator.Ran again = operator.up();

    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(again.out()).contains("nothing to do");
    assertThat(Homes.of(operator.lab())).isEqualTo(made);
    assertThat(operator.traces()).isEqualTo(store);
  }

  @Test
  @Order(2)
  void whoeverTrustsTheRootFollowsEveryFileToIt() throws IOException {
    Path root = operator.store().resolve("root.pem");
    for (String file : List.of("api", "kubelet-server")) {
      verify(root, onHost("control0", file + ".pem"), "sslserver").accepted();
    }
    verify(root, onHost("gateway", "lb.pem"), "sslserver").accepted();
    verify(root, onHost("control0", "api-kubelet-client.pem"), "sslclient").accepted();
    Path scraper = onHost("worker2", "scraper.pem");
    verify(root, scraper, "sslclient").accepted();
    openssl.run("verify", "-CAfile", root, scraper).refused("unable to get local issuer");
    assertThat(Files.readString(scraper).split("BEGIN CERTIFICATE")).hasSize(1 + 3);
    assertThat(Files.readString(onHost("worker0", "client-ca.pem")).split("BEGIN CERTIFICATE"))
        .hasSize(1 + 1);
    Path chain = onHost("gateway", "server-ca-chain.pem");
    verify(chain, onHost("control0", "api.pem"), "sslserver").accepted();
  }

  private Judge.Verdict verify(Path trusted, Path file, String purpose) {
    return openssl.run(
        "verify",
        "-x509_strict",
        "-purpose",
        purpose,
        "-CAfile",
        trusted,
        "-untrusted",
        file,
        file);
  }

  /** OpenSSL takes the intermediate as an anchor when told to, Go by itself. */
  @Test
  @Order(3)
  void aServerIsNoClientAndAClientNoServer() {
    Path clients = onHost("control0", "client-ca.pem");
    Path servers = onHost("control0", "server-ca.pem");
    Path scraper = onHost("worker2", "scraper.pem");
    Path lb = onHost("gateway", "lb.pem");
    anchored(clients, scraper).accepted();
    anchored(servers, lb).accepted();
    anchored(clients, lb).refused("unable to get local issuer certificate");
    anchored(servers, scraper).refused("unable to get local issuer certificate");
    Path root = operator.store().resolve("root.pem");
    bundled(servers, lb).accepted();
    bundled(root, lb).accepted();
    bundled(clients, lb).refused("x509: certificate signed by unknown authority");
  }

  private Judge.Verdict anchored(Path trusted, Path file) {
    return openssl.run("verify", "-partial_chain", "-CAfile", trusted, "-untrusted", file, file);
  }

  /** What Go says, which asks for servers' certificates unless it is told otherwise. */
  private static Judge.Verdict bundled(Path trusted, Path file) {
    return Judge.of("cfssl")
        .run("bundle", "-ca-bundle", trusted, "-int-bundle", file, "-cert", file);
  }

  /** The kubeconfig brings the intermediate along, and itself trusts the servers' authority. */
  @Test
  @Order(4)
  void kubectlIsLetInByAServerThatTrustsTheRootAlone() throws IOException {
    Path root = operator.store().resolve("root.pem");
    Path kubeconfig = operator.store().resolve("admin.kubeconfig");
    try (TlsServer api =
        TlsServer.start(onHost("control0", "api.pem"), onHost("control0", "api-key.pem"), root)) {
      Judge.of("kubectl")
          .run(
              "--kubeconfig=" + kubeconfig,
              "--server=https://127.0.0.1:" + api.port(),
              "--tls-server-name=kubernetes",
              "--request-timeout=20s",
              "get",
              "--raw",
              "/")
          .accepted();
    }
  }

  @Test
  @Order(5)
  void aLostIntermediateIsNamedAndPutBack() {
    operator
        .lab()
        .shell(
            "gateway",
            "cd /home/ubuntu/pki && sed '/END/q' lb.pem >cut && cat cut >lb.pem && rm cut");
    Homes damaged = Homes.of(operator.lab());

    assertThat(operator.plan().changes())
        .containsExactly(
            "gateway: update " + PKI + "lb.pem (chain: 1 → 2 certificates, + Example Servers)");
    assertThat(operator.up().exit()).isZero();
    assertThat(Homes.of(operator.lab()).touchedSince(damaged))
        .containsExactly("gateway:pki/lb.pem");
  }

  /** By the words of docs/store.md, typed in the store. */
  @Test
  @Order(6)
  void anIntermediateIsRenewedOverItsKeyAndAllThatShowItFollow() throws IOException {
    String page = Files.readString(Path.of("docs/store.md"));
    int begin = page.indexOf("    cp -p server-ca.pem");
    String commands = page.substring(begin, page.indexOf("\n\n", begin));
    Judge.of("sh").run("-ec", "cd '" + operator.store() + "'\n" + commands).accepted();

    Operator.Ran plan = operator.plan();

    assertThat(plan.changes())
        .anyMatch(line -> line.startsWith("local: recover authority server-ca"))
        .anyMatch(line -> line.startsWith("local: issue certificate api "))
        .noneMatch(line -> line.startsWith("local: issue authority"))
        .noneMatch(line -> line.contains("scraper"));
    Operator.Ran up = operator.up();
    assertThat(up.exit()).as(up.toString()).isZero();
    Path root = operator.store().resolve("root.pem");
    verify(root, onHost("gateway", "lb.pem"), "sslserver").accepted();
    assertThat(operator.plan().exit()).isZero();
  }

  private static Path onHost(String host, String file) {
    return operator.lab().root(host).resolve("home/ubuntu/pki").resolve(file);
  }
}
