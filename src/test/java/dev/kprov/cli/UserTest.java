package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.RunFailure;
import dev.kprov.judge.Judge;
import dev.kprov.judge.TlsServer;
import dev.kprov.store.Holder;
import dev.kprov.store.Store;
import dev.kprov.store.StoreWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of people and programs whom the operator lets in, and of those he must not. */
class UserTest {
  @TempDir private Path folder;
  private Desk desk;

  @BeforeEach
  void aClusterWithItsPki() {
    desk = new Desk(folder.resolve("desk"));
  }

  @Test
  void aUserHasAKeyACertificateForClientsAndAKubeconfigInTheStore() throws IOException {
    Desk.Ran added = desk.user("add", "jane", "--group", "dev", "--group", "ops");
    assertThat(added.exit()).as(added.toString()).isZero();
    assertThat(added.out())
        .startsWith(
            "user jane: issued (never issued); O=dev, O=ops, CN=jane until 2026-11-22T18:00:00Z\n");
    assertThat(modes(user("jane")))
        .isEqualTo(
            Map.of(
                "jane-key.pem", "rw-------",
                "jane.pem", "rw-r--r--",
                "jane.kubeconfig", "rw-------"));
    openssl(
            "verify",
            "-x509_strict",
            "-purpose",
            "sslclient",
            "-attime",
            at(Desk.NOW),
            "-CAfile",
            desk.store().resolve("ca.pem"),
            user("jane").resolve("jane.pem"))
        .accepted();
    openssl(
            "verify",
            "-purpose",
            "sslserver",
            "-attime",
            at(Desk.NOW),
            "-CAfile",
            desk.store().resolve("ca.pem"),
            user("jane").resolve("jane.pem"))
        .refused("unsuitable certificate purpose");
    assertThat(lastLine("ledger.jsonl"))
        .contains(
            "\"item\":\"user/jane\"",
            "\"reason\":\"never issued\"",
            "\"subject\":\"O=dev, O=ops, CN=jane\"",
            "\"serial\":\"",
            "\"notAfter\":\"2026-11-22T18:00:00Z\"");
    assertThat(lastLine("journal.jsonl")).contains("issue user jane (never issued)");
  }

  @Test
  void kubectlComesInAsTheUserByTheKubeconfigAndByTheFilesAlone() throws IOException {
    desk = new Desk(folder.resolve("today"), Instant.now());
    Path out = folder.resolve("for-jane");
    Desk.Ran added = desk.user("add", "jane", "--group", "dev", "--out", out.toString());
    assertThat(added.exit()).as(added.toString()).isZero();
    assertThat(modes(out))
        .isEqualTo(
            Map.of(
                "jane-key.pem", "rw-------",
                "jane.pem", "rw-------",
                "jane-ca.pem", "rw-------",
                "jane.kubeconfig", "rw-------"));
    try (TlsServer api = TlsServer.start(desk.store())) {
      assertThat(api.get("kubernetes", "--kubeconfig=" + out.resolve("jane.kubeconfig")).accepted())
          .contains("O=dev, CN=jane");
      assertThat(
              api.get(
                      "kubernetes",
                      "--kubeconfig=/dev/null",
                      "--certificate-authority=" + out.resolve("jane-ca.pem"),
                      "--client-certificate=" + out.resolve("jane.pem"),
                      "--client-key=" + out.resolve("jane-key.pem"))
                  .accepted())
          .contains("O=dev, CN=jane");
    }
  }

  @Test
  void theKubeconfigIsPrintedForAPipeAndFollowsTheInventory() throws IOException {
    desk.user("add", "jane");
    assertThat(desk.user("kubeconfig", "jane").out())
        .isEqualTo(Files.readString(user("jane").resolve("jane.kubeconfig")))
        .contains("name: jane@kubenet\ncurrent-context: jane@kubenet\n");
    Files.writeString(
        desk.inventory(), Files.readString(desk.inventory()).replace("port: 6443", "port: 8443"));
    assertThat(desk.user("kubeconfig", "jane").out()).contains("https://kubernetes:8443");
    assertThat(desk.user("add", "jane").out()).startsWith("user jane: kubeconfig written anew; ");
    assertThat(user("jane").resolve("jane.kubeconfig"))
        .content()
        .contains("https://kubernetes:8443");
    assertThat(desk.user("kubeconfig", "jon").err()).contains("there is no user jon", "jane");
  }

  @Test
  void addingAUserAgainSaysWhatExistsAndWritesNothing() throws IOException {
    desk.user("add", "jane", "--group", "dev,ops");
    Map<String, String> before = contents();
    Desk.Ran again = desk.user("add", "jane", "--group", "ops", "--group", "dev");
    assertThat(again.exit()).isZero();
    assertThat(again.out())
        .isEqualTo("user jane: nothing to do; O=dev, O=ops, CN=jane until 2026-11-22T18:00:00Z\n");
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void otherGroupsAreRefusedUntilTheOperatorSaysThatTheOldCertificateMayStayGood()
      throws IOException {
    desk.user("add", "jane", "--group", "dev");
    Map<String, String> before = contents();
    Desk.Ran refused = desk.user("add", "jane", "--group", "ops");
    assertThat(refused.exit()).isEqualTo(64);
    assertThat(refused.err())
        .contains("exists until 2026-11-22T18:00:00Z", "subject: O=dev, CN=jane → O=ops, CN=jane")
        .contains("hint: --renew");
    assertThat(contents()).isEqualTo(before);
    desk.at(Desk.NOW.plus(Duration.ofHours(1)));
    assertThat(desk.user("add", "jane", "--group", "ops", "--renew").out())
        .contains("issued (subject: O=dev, CN=jane → O=ops, CN=jane)");
    assertThat(desk.user("list").out().lines().toList())
        .satisfiesExactly(
            head -> assertThat(head).startsWith("USER  GROUPS  ENDS"),
            jane ->
                assertThat(jane).matches("jane +ops +2026-11-22T19:00:00Z +8h +store +1 valid .*"));
    desk.at(Desk.NOW.plus(Duration.ofHours(9)).plusSeconds(1));
    assertThat(desk.user("list").out()).contains("  ended  ").doesNotContain("valid");
  }

  @Test
  void aRenewalKeepsTheKeyAndOnlyANewKeyIsANewOne() throws IOException {
    desk.user("add", "jane");
    String key = Files.readString(user("jane").resolve("jane-key.pem"));
    desk.at(Desk.NOW.plus(Duration.ofHours(6)));
    assertThat(desk.user("add", "jane").out())
        .contains("issued (expires 2026-11-22, within 3h)", "2026-11-23T00:00:00Z");
    assertThat(user("jane").resolve("jane-key.pem")).hasContent(key);
    assertThat(desk.user("add", "jane", "--renew", "--validity", "30d").out())
        .contains("issued (asked for)", "2026-12-22T16:00:00Z");
    assertThat(user("jane").resolve("jane-key.pem")).hasContent(key);
    assertThat(desk.user("add", "jane", "--new-key").out())
        .contains("issued (a new key was asked for)");
    assertThat(Files.readString(user("jane").resolve("jane-key.pem"))).isNotEqualTo(key);
  }

  @Test
  void aKeyOfSomebodyElseInAUsersPlaceIsReplacedAndNotSigned() throws IOException {
    desk.user("add", "jane");
    desk.user("add", "joe");
    String joes = Files.readString(user("joe").resolve("joe-key.pem"));
    Files.writeString(user("jane").resolve("jane-key.pem"), joes);
    assertThat(desk.user("add", "jane").out())
        .contains("jane-key.pem is not the key of users/jane/jane.pem");
    assertThat(Files.readString(user("jane").resolve("jane-key.pem"))).isNotEqualTo(joes);
    assertThat(user("joe").resolve("joe-key.pem")).hasContent(joes.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          system:kube-controller-manager | names that begin with system:
          admin       | certificate admin of the playbook goes by that name
          Kubernetes  | certificate kubernetes of the playbook goes by that name
          ../jane     | a name has at most 64 of
          ''          | a name has at most 64 of
          """)
  void nobodyMayPassForAPartOfTheCluster(String name, String cause) throws IOException {
    Map<String, String> before = contents();
    Desk.Ran refused = desk.user("add", name);
    assertThat(refused.exit()).isEqualTo(64);
    assertThat(refused.err()).contains(cause);
    assertThat(contents()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          system:masters         | bind a group of your own to the role cluster-admin
          system:nodes           | one of Kubernetes' own parts
          system:serviceaccounts | one of Kubernetes' own parts
          a b                    | a name has at most 64 of
          """)
  void noGroupGivesMoreThanItsRolesUnasked(String group, String hint) {
    Desk.Ran refused = desk.user("add", "jane", "--group", group);
    assertThat(refused.exit()).isEqualTo(64);
    assertThat(refused.err()).contains(hint);
    assertThat(user("jane")).doesNotExist();
  }

  @Test
  void systemMastersIsIssuedWithAWarningWhenAskedForTwice() {
    Desk.Ran added = desk.user("add", "eve", "--group", "system:masters", "--allow-system-masters");
    assertThat(added.exit()).isZero();
    assertThat(added.toString())
        .contains("warning user eve: may do everything until 2026-11-22, and nobody can");
  }

  @Test
  void theOperatorIsToldThatTheOnlyAuthorityOpensEtcdToo() {
    assertThat(desk.user("add", "jane").toString())
        .contains("has a certificate of the only authority, which etcd trusts too");
  }

  @Test
  void noCertificateOutlivesItsAuthority() throws IOException {
    Desk.Ran added = desk.user("add", "jane", "--validity", "20y");
    assertThat(added.toString()).contains("ends 2036-11-19 with its authority");
    desk.at(Instant.parse("2036-11-20T00:00:00Z"));
    Desk.Ran late = desk.user("add", "joe");
    assertThat(late.exit()).isEqualTo(78);
    assertThat(late.err()).contains("authority ca expired 2036-11-19");
  }

  @Test
  void withoutTheAuthoritysKeyNothingIsMadeAndTheCauseIsNamed() throws IOException {
    Files.delete(desk.store().resolve("ca-key.pem"));
    Desk.Ran refused = desk.user("add", "jane");
    assertThat(refused.exit()).isEqualTo(78);
    assertThat(refused.err())
        .contains("authority ca cannot sign: ca-key.pem is missing from the store")
        .contains("hint: restore it from a backup");
    assertThat(user("jane")).doesNotExist();
    Desk.Ran elsewhere = desk.user("add", "jane", "--store", folder.resolve("none").toString());
    assertThat(elsewhere.exit()).isEqualTo(78);
    assertThat(elsewhere.err()).contains("authority ca is not in the store");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void aNameThatOnlyLetterCaseTellsFromAnotherIsRefused() {
    desk.user("add", "jane");
    assertThat(desk.user("add", "Jane").err()).contains("there is a user jane");
  }

  @Test
  void theAuthorityAndTheKubeconfigToFollowCanBeNamed() {
    assertThat(desk.user("add", "jane", "--like", "kube-proxy", "--issuer", "ca").exit()).isZero();
    assertThat(desk.user("add", "joe", "--like", "admim").err())
        .contains("no kubeconfig admim", "did you mean admin?");
    assertThat(desk.user("add", "joe", "--issuer", "etcd").err()).contains("no authority etcd");
    assertThat(desk.user("add", "joe", "--validity", "soon").exit()).isEqualTo(64);
  }

  @Test
  void aStoreThatAnotherRunHoldsIsLeftAlone() throws RunFailure {
    try (StoreWriter _ =
        Store.at(desk.store()).lock(new Holder(7, "sam", "laptop", Desk.NOW, "kprov up"))) {
      Desk.Ran refused = desk.user("add", "jane");
      assertThat(refused.exit()).isEqualTo(75);
      assertThat(refused.err()).contains("pid 7 of sam@laptop");
      assertThat(desk.user("list").exit()).isZero();
    }
    assertThat(user("jane")).doesNotExist();
  }

  @Test
  void jsonTellsTheSameWithoutTheKey() throws IOException {
    Desk.Ran added = desk.user("add", "jane", "--group", "dev", "-o", "json");
    assertThat(added.out()).doesNotContain("PRIVATE");
    desk.user("add", "jane", "--group", "dev", "--renew");
    Desk.Ran list = desk.user("list", "-o", "json");
    assertThat(list.out()).contains("\"jane\"", "\"dev\"", "\"store\"", "\"asked for\"");
    assertThat(desk.user("kubeconfig", "jane", "-o", "json").exit()).isEqualTo(64);
  }

  private Path user(String name) {
    return desk.store().resolve("users").resolve(name);
  }

  private String lastLine(String file) throws IOException {
    return Files.readAllLines(desk.store().resolve(file)).getLast();
  }

  private Map<String, String> contents() throws IOException {
    return contents(desk.store());
  }

  /** Every file of a store but the lock: its inode and what is in it. */
  static Map<String, String> contents(Path store) throws IOException {
    try (Stream<Path> files = Files.walk(store)) {
      Map<String, String> contents = new TreeMap<>();
      files
          .filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("lock"))
          .forEach(file -> contents.put(file.toString(), text(file)));
      return contents;
    }
  }

  private static String text(Path file) {
    try {
      return Files.getAttribute(file, "unix:ino") + Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, String> modes(Path folder) throws IOException {
    Map<String, String> modes = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        modes.put(
            file.getFileName().toString(),
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
    return modes;
  }

  private static String at(Instant time) {
    return String.valueOf(time.getEpochSecond());
  }

  private static Judge.Verdict openssl(Object... arguments) {
    return Judge.of("openssl").run(arguments);
  }
}
