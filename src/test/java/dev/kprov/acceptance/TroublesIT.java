package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Judge;
import dev.kprov.lab.Lab;
import dev.kprov.lab.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The troubles of the guides' last chapters, made for real: each is told with its cause, once, in
 * {@code plan}, {@code verify} and {@code up}, and what the hint says mends it.
 */
class TroublesIT {

  private static final String API_NAME =
      "it is valid for kubernetes, kubernetes.default, kubernetes.default.svc,"
          + " kubernetes.default.svc.cluster, kubernetes.default.svc.cluster.local,"
          + " kubernetes.kubenet and 12 more, not api.lab (cluster.apiServer.extraNames)";

  @TempDir private static Path folder;
  private static Lab lab;
  private static Operator operator;
  private static String apiOfBefore;
  private static Path backup;
  private static Homes good;

  private final Judge openssl = Judge.of("openssl");

  @BeforeAll
  static void aClusterWhoseApiGotAnotherName() throws IOException {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
    assertGood(operator.up());
    apiOfBefore = Files.readString(onHost("control0", "kubernetes.pem"));
    operator.edit(text -> text.replace("port: 6443 }", "port: 6443, extraNames: [api.lab] }"));
    assertGood(operator.up());
    backup = folder.resolve("backup");
    program("cp", "-a", operator.store().toString(), backup.toString());
    good = Homes.of(lab);
  }

  @BeforeEach
  void whole() {
    assertThat(Homes.of(lab).substance()).isEqualTo(good.substance());
  }

  @AfterEach
  void restore() {
    program("rm", "-rf", operator.store().toString());
    program("cp", "-a", backup.toString(), operator.store().toString());
    assertGood(operator.up("--assume-new-cluster"));
    good = Homes.of(lab);
  }

  @Test
  void aCertificateThatIsValidForOtherNamesThanAreAskedFor() {
    put("control1", "kubernetes.pem", apiOfBefore);

    assertDriftIsTold("control1", "kubernetes.pem", "names: + api.lab, same key", API_NAME);
  }

  @Test
  void aCertificateOfAnotherCaOfTheSameName() throws IOException {
    Path leaf = TwinAuthority.leaf(folder, "-sha256", "");
    put("worker1", "worker1.pem", Files.readString(leaf));

    assertDriftIsTold(
        "worker1",
        "worker1.pem",
        "issuer: another CA of the same name; subject: ",
        "it is signed by another CA of the same name, with another key, not by authority ca");
  }

  /** All on one host, so that one look tells it. */
  @Test
  void whatDiffersIsToldByWhatItMeans() throws IOException {
    Path leaf =
        TwinAuthority.leaf(
            folder,
            "-sha512",
            """
            subjectAltName=DNS:worker1,DNS:old.example
            extendedKeyUsage=clientAuth
            basicConstraints=CA:TRUE,pathlen:0
            subjectKeyIdentifier=none
            authorityKeyIdentifier=none
            """);
    put("worker1", "worker1.pem", Files.readString(leaf));
    lab.shell(
        "worker1",
        """
        cd /home/ubuntu
        change() { cat >scratch && cat scratch >"$1" && rm scratch; }
        sed 's/$/\r/' ca.pem | change ca.pem
        head -c 900 worker1-key.pem | change worker1-key.pem
        { echo '# by hand'; cat kube-proxy.kubeconfig; } | change kube-proxy.kubeconfig
        sed -e 's|server: .*|server: https://10.0.0.9:6443|' \
            -e '/certificate-authority-data/s|: .*|: TWIN|' \
            -e '/client-certificate-data/s|: .*|: LEAF|' worker1.kubeconfig |
          change worker1.kubeconfig
        """
            .replace("TWIN", base64(TwinAuthority.certificate(folder)))
            .replace("LEAF", base64(leaf)));

    String ofLeaf =
        "issuer: another CA of the same name; subject: CN=old → C=PL, ST=Lesser Poland, L=Krakow,"
            + " O=system:nodes, OU=kubenet, CN=system:node:worker1; usages: client →"
            + " server+client; names: + worker1.kubenet, + 192.168.1.15, - old.example; basic"
            + " constraints: CA:TRUE, pathlen:0 → CA:FALSE; key identifiers: missing → present;"
            + " signature: SHA512withRSA → SHA256withRSA; key: another one; expiry: DAY → DAY";
    assertThat(
            operator.plan().changes().stream()
                .map(line -> line.replaceAll("20[0-9]{2}-[0-9]{2}-[0-9]{2}", "DAY")))
        .containsExactlyInAnyOrder(
            "worker1: update /home/ubuntu/worker1.pem (" + ofLeaf + ")",
            "worker1: update /home/ubuntu/worker1.kubeconfig ("
                + ofLeaf
                + "; authority: another CA of the same name, Kubernetes; server:"
                + " https://10.0.0.9:6443 → https://kubernetes:6443)",
            "worker1: update /home/ubuntu/kube-proxy.kubeconfig (content differs: it is the same in"
                + " all that may be read of it)",
            "worker1: update /home/ubuntu/ca.pem (content differs: it is the same certificate in"
                + " other bytes)",
            "worker1: update /home/ubuntu/worker1-key.pem (content differs; size: 900 → "
                + Files.size(inStore("worker1-key.pem"))
                + ")");
  }

  @Test
  void aCertificateThatSomebodySignedWithItsOwnKey() throws IOException {
    Path leaf = folder.resolve("own.pem");
    Judge.selfSigned(folder.resolve("own-key.pem"), leaf, "/CN=worker1", 300);
    put("worker1", "worker1.pem", Files.readString(leaf));

    assertDriftIsTold(
        "worker1",
        "worker1.pem",
        "issuer: itself → C=PL, ST=Lesser Poland, L=Krakow, O=Kubernetes, OU=kubenet,"
            + " CN=Kubernetes; subject: CN=worker1 → C=PL, ",
        "it is signed by its own key, not by authority ca");
  }

  @Test
  void aCertificateThatIsCutShortOnAHost() throws IOException {
    lab.shell("worker1", "cd /home/ubuntu; head -c 500 ca.pem >x; cat x >ca.pem; rm x");

    String cause = "it is cut short: its CERTIFICATE block has no end";
    assertDriftIsTold("worker1", "ca.pem", "content differs: " + cause, cause);
  }

  @Test
  void aKeyOfTheAuthorityThatTheStoreHasLost() throws IOException {
    Files.delete(inStore("ca-key.pem"));

    assertIsBlocked(
        "authority ca: ca-key.pem is missing from the store",
        "restore it from a backup of the store, or copy it from control0"
            + " (/home/ubuntu/ca-key.pem)");
    assertIsMendedByCopying("ca-key.pem");
  }

  @Test
  void aKeyOfTheAuthorityThatIsAnother() throws IOException {
    newKey(inStore("ca-key.pem"));

    assertIsBlocked(
        "authority ca: ca-key.pem is not the key of ca.pem; by the ledger, ca-key.pem is the wrong"
            + " one",
        "copy it from control0 (/home/ubuntu/ca-key.pem)");
    assertIsMendedByCopying("ca-key.pem");
  }

  @Test
  void aCertificateOfTheAuthorityThatIsCutShort() throws IOException {
    Path file = inStore("ca.pem");
    Files.writeString(file, Files.readString(file).substring(0, 500));

    assertIsBlocked(
        "authority ca: ca.pem is cut short: its CERTIFICATE block has no end",
        "copy it from control0 (/home/ubuntu/ca.pem)");
    assertIsMendedByCopying("ca.pem");
  }

  @Test
  void aKeyOfALeafThatIsAnothersIsReplacedAndNothingElseIsMadeAnew() {
    newKey(inStore("worker1-key.pem"));

    assertThat(operator.plan().out())
        .contains(
            "local: issue certificate node of worker1 (worker1-key.pem is not the key of"
                + " worker1.pem, new key)");
    assertGood(operator.up());
    assertThat(Homes.of(lab).touchedSince(good))
        .isEqualTo(
            Set.of("worker1:worker1-key.pem", "worker1:worker1.pem", "worker1:worker1.kubeconfig"));
  }

  /** The commands of {@code docs/store.md}. */
  @Test
  void anAuthorityIsRenewedOverItsKeyAndNoKeyIsMade() throws IOException {
    Path old = folder.resolve("ca.pem.old");
    Files.copy(inStore("ca.pem"), old, StandardCopyOption.REPLACE_EXISTING);
    openssl
        .run(
            "x509",
            "-in",
            old,
            "-signkey",
            inStore("ca-key.pem"),
            "-days",
            "3650",
            "-set_serial",
            "0x4711",
            "-out",
            inStore("ca.pem"))
        .accepted();

    assertGood(operator.up());

    assertThat(operator.verify().exit()).isZero();
    assertThat(Homes.of(lab).touchedSince(good))
        .contains("worker1:ca.pem", "control0:ca.pem")
        .noneMatch(name -> name.endsWith("-key.pem"));
  }

  @Test
  void aHostWhoseClockIsLateOrEarly() {
    lab.setClock("worker1", Duration.ofHours(-51));
    List<Operator.Ran> late = everyCommand();
    lab.mendClock("worker1");
    lab.setClock("worker1", Duration.ofMinutes(3));
    List<Operator.Ran> early = everyCommand();
    lab.mendClock("worker1");

    for (Operator.Ran ran : late) {
      assertToldOnce(ran, "clock: it says 2");
      assertToldOnce(ran, " 2 d 3 h behind this machine's; so the host refuses /home/ubuntu/");
      assertThat(ran.out() + ran.err()).contains("hint: set the clock of the host");
    }
    assertThat(late).extracting(Operator.Ran::exit).containsExactly(0, 1, 1);
    for (Operator.Ran ran : early) {
      assertToldOnce(ran, "worker1: warning clock: it says ");
      assertToldOnce(ran, " ahead of this machine's");
    }
    assertThat(early).extracting(Operator.Ran::exit).containsExactly(0, 0, 0);
  }

  @Test
  void hostsWhoseNamesAreNotTheirs() {
    lab.shell("worker1", "hostname worker2");
    lab.shell("worker2", "hostname worker2.kubenet");
    List<Operator.Ran> all = everyCommand();
    lab.shell("worker1", "hostname worker1");
    lab.shell("worker2", "hostname worker2");

    for (Operator.Ran ran : all) {
      assertThat(ran.exit()).isZero();
      assertToldOnce(
          ran,
          "worker1: warning hostname: the host calls itself worker2, not worker1; worker2 is"
              + " another host of the inventory\n");
      assertToldOnce(
          ran,
          "worker2: warning hostname: the host calls itself worker2.kubenet, not worker2, and so"
              + " will its kubelet\n");
    }
  }

  private static List<Operator.Ran> everyCommand() {
    return List.of(operator.plan(), operator.verify(), operator.up());
  }

  /** A file of a host differs; up mends it, and it alone. */
  private static void assertDriftIsTold(String host, String file, String difference, String cause) {
    Operator.Ran plan = operator.plan();
    Operator.Ran verify = operator.verify();

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(verify.exit()).as(verify.toString()).isEqualTo(1);
    assertIsToldOnce(plan, host + ": update /home/ubuntu/" + file + " (" + difference);
    assertIsToldOnce(
        verify, host + ": update /home/ubuntu/" + file + " (content differs: " + cause);
    assertThat(plan.errors()).isEmpty();
    assertThat(verify.errors()).containsExactly("1 change is pending on " + host);
    assertGood(operator.up());
    assertThat(Homes.of(lab).touchedSince(good)).containsExactly(host + ":" + file);
  }

  private static void assertIsToldOnce(Operator.Ran ran, String line) {
    assertThat(ran.changes()).singleElement().asString().startsWith(line);
    assertThat(ran.out() + ran.err()).containsOnlyOnce(line).containsOnlyOnce(": update ");
  }

  private static void assertIsBlocked(String cause, String remedy) {
    List<Operator.Ran> all = new ArrayList<>(everyCommand());

    for (Operator.Ran ran : all) {
      assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
      assertToldOnce(ran, cause);
      assertToldOnce(ran, remedy);
    }
    assertThat(Homes.of(lab)).isEqualTo(good);
  }

  /** As the hint says, from control0. */
  private static void assertIsMendedByCopying(String file) throws IOException {
    Files.copy(
        onHost("control0", file),
        inStore(file),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    Operator.Ran plan = operator.plan();
    assertThat(plan.exit()).as(plan.toString()).isZero();
  }

  private static void assertToldOnce(Operator.Ran ran, String text) {
    assertThat(ran.out() + ran.err()).containsOnlyOnce(text);
  }

  private static void assertGood(Operator.Ran ran) {
    assertThat(ran.exit()).as(ran.toString()).isZero();
  }

  private void newKey(Path file) {
    openssl.run("genpkey", "-algorithm", "RSA", "-out", file).accepted();
  }

  private static String base64(Path file) throws IOException {
    return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
  }

  private static Path inStore(String file) {
    return operator.store().resolve(file);
  }

  private static Path onHost(String host, String file) {
    return lab.root(host).resolve("home/ubuntu").resolve(file);
  }

  private static void put(String host, String file, String text) {
    lab.shell(host, "cat > /home/ubuntu/" + file + " <<'END'\n" + text + "END");
  }

  private static void program(String... line) {
    assertThat(Ran.of(Map.of(), List.of(line)).exit()).isZero();
  }
}
