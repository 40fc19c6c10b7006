package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Judge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kprov lint}, as it is typed. */
class LintCommandTest {

  @TempDir private Path folder;

  @Test
  void warningsDoNotChangeTheExitCode() {
    Typed typed = Typed.line("lint", "inventory/kubenet.yaml");
    assertThat(typed.exit()).isZero();
    assertThat(typed.out())
        .startsWith(
            """
            warning KP101: authority ca: its key lies on control0, control1, control2
              hint: leave the key out of the push, unless the controller manager is to sign with it
            warning KP103: certificate admin: its key lies on control0, control1, control2
            """)
        .endsWith("lint: 0 errors, 10 warnings\n");
    assertThat(typed.err()).isEmpty();
    assertThat(Path.of("inventory/pki")).doesNotExist();
  }

  @Test
  void theHintOfARuleIsGivenOnceAfterItsRemarks() {
    assertThat(Typed.line("lint", "inventory/kubenet.yaml").out())
        .contains(
            """
            worker0, worker1, worker2
              hint: make one for each host, with for: and the roles
            """)
        .containsOnlyOnce("make one for each host");
  }

  @Test
  void aStoreIsJudgedWithItsLayoutAndErrorsAreTold() throws IOException {
    String inventory = copyOfKubenet();
    Path store = Files.createDirectories(folder.resolve("pki/kubenet"));
    Judge.of("openssl")
        .run(
            (Object[])
                ("req -x509 -newkey rsa:1024 -nodes -days 365 -subj /CN=Kubernetes -keyout "
                        + (store.resolve("ca-key.pem") + " -out " + store.resolve("ca.pem")))
                    .split(" "))
        .accepted();
    Files.writeString(
        store.resolve("encryption-config.yaml"),
        """
        kind: EncryptionConfig
        apiVersion: v1
        resources:
          - resources:
            - secrets
            providers:
            - aescbc:
                keys:
                - name: key1
                  secret: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
            - identity: {}
        """);
    Files.writeString(store.resolve("admin.pem"), "nothing");
    set(store, "rwx------");
    set(store.resolve("ca-key.pem"), "rw-r-----");
    set(store.resolve("encryption-config.yaml"), "rw-------");
    Typed typed = Typed.line("lint", inventory);
    assertThat(typed.exit()).isEqualTo(1);
    assertThat(typed.out())
        .contains("error KP206: authority ca: has a key of RSA-1024\n")
        .contains(
            "error KP503: encryption key encryption: is of kind EncryptionConfig, apiVersion v1\n")
        .contains("error KP601: " + store.resolve("ca-key.pem") + ": is open to other users\n")
        .contains("error KP602: certificate admin: admin.pem is no PEM certificate\n")
        .doesNotContain("KP601: " + store + ":")
        .contains("lint: 4 errors, ");
  }

  @Test
  void filesOfAnyOriginAreJudged() {
    Judge.of("openssl").run("genrsa", "-out", folder.resolve("a.key"), "2048").accepted();
    Typed typed = Typed.line("lint", "--files", folder.toString());
    assertThat(typed.out()).isEqualTo("lint: nothing to remark\n");
    assertThat(typed.exit()).isZero();
  }

  @Test
  void aRuleCanBeLeftOut() {
    Typed typed = Typed.line("lint", "inventory/kubenet.yaml", "--ignore", "KP101,kp103");
    assertThat(typed.out()).doesNotContain("KP101", "KP103").contains("KP104");
    Typed wrong = Typed.line("lint", "inventory/kubenet.yaml", "--ignore", "KP1O1");
    assertThat(wrong.exit()).isEqualTo(64);
    assertThat(wrong.err()).contains("there is no rule KP1O1; did you mean KP101?");
  }

  @Test
  void eitherAnInventoryOrFilesAreNeeded() {
    assertThat(Typed.line("lint").err())
        .startsWith("kprov: error: give an inventory, or --files\n");
    assertThat(Typed.line("lint", "a.yaml", "--files", "b").exit()).isEqualTo(64);
  }

  @Test
  void aProgramIsGivenADocument() {
    Typed cluster = Typed.line("lint", "inventory/kubenet.yaml", "-o", "json");
    assertThat(cluster.out())
        .contains("\"cluster\": \"kubenet\"", "\"code\": \"KP101\"", "\"warnings\": 10");
    Typed nothing = Typed.line("lint", "--files", folder.toString(), "-o", "json");
    assertThat(nothing.out()).contains("\"command\": \"lint\"", "there is nothing to judge");
    assertThat(nothing.exit()).isEqualTo(78);
  }

  private String copyOfKubenet() throws IOException {
    return Files.copy(Path.of("inventory/kubenet.yaml"), folder.resolve("k.yaml")).toString();
  }

  private static void set(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}
