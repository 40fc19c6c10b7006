package dev.kprov.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.base.StorePath;
import dev.kprov.judge.Judge;
import dev.kprov.lint.Remarks;
import dev.kprov.lint.Told;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Kubeconfigs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remarked of files that other programs made. */
class LooseFilesTest {

  /** OpenSSL lets certificates begin the very second in which it makes them. */
  private final Instant now = Instant.now().plus(Duration.ofHours(1));

  @TempDir private Path folder;

  @Test
  void whatTheKubenetGuideMakesIsFaulty() throws Exception {
    Judge.of("cfssl");
    Path recipe = Path.of("src/test/resources/lint/kubenet-guide.sh").toAbsolutePath();
    Judge.of("sh").run("-c", "cd " + folder + " && exec bash " + recipe).accepted();
    List<String> told = told(folder);
    assertThat(told)
        .anySatisfy(line ->
            assertThat(line)
                .matches(
                    "KP201 admin.pem, control0.pem, kubernetes.pem, worker0.pem: ends \\S+, after"
                        + " its authority \\(\\S+\\)"))
        .contains(
            "KP301 kubernetes.pem: its subject is its issuer's but for case",
            "KP302 admin.pem: is a client's, and good for servers too",
            "KP501 encryption-config.yaml: encrypts with aescbc",
            "KP503 encryption-config.yaml: is of kind EncryptionConfig, apiVersion v1",
            "KP601 encryption-config.yaml: is open to other users")
        .hasSize(6);
    assertThat(remarks(now, folder).good()).isFalse();
    assertThat(told(now.plus(Duration.ofDays(5 * 365 + 2)), folder))
        .anySatisfy(line -> assertThat(line).startsWith("KP203 ca.pem: expired "));
  }

  @Test
  void aSecondRunOfARecipeIsNoticed() throws IOException, RunFailure {
    authority("ca");
    leaf("api", "ca", "-sha256");
    Files.delete(folder.resolve("ca.pem"));
    Files.delete(folder.resolve("ca-key.pem"));
    authority("ca");
    assertThat(told(folder))
        .containsExactly("KP205 api.pem: signed by another CA of the same name, with another key");
  }

  @Test
  void oldCryptographyIsTold() throws IOException, RunFailure {
    authority("ca");
    leaf("api", "ca", "-sha1");
    assertThat(told(folder)).containsExactly("KP207 api.pem: is signed with SHA1withRSA");
    openssl("req -x509 -newkey rsa:1024 -nodes -days 90 -subj /CN=x -keyout y-key.pem -out y.pem");
    assertThat(told(folder)).contains("KP206 y.pem: has a key of RSA-1024");
  }

  @Test
  void aKeyIsComparedWithTheCertificateOfItsName() throws IOException, RunFailure {
    authority("ca");
    openssl("genrsa -out other-key.pem 2048");
    Files.move(folder.resolve("other-key.pem"), folder.resolve("ca.key"));
    Files.delete(folder.resolve("ca-key.pem"));
    assertThat(told(folder))
        .containsExactly("KP603 ca: key and certificate do not belong together");
  }

  @Test
  void aKeyThatOthersMayReadIsToldUnlessItNeedsAPassword() throws IOException, RunFailure {
    authority("ca");
    mode("ca-key.pem", "rw-r-----");
    assertThat(told(folder)).containsExactly("KP601 ca-key.pem: is open to other users");
    openssl("pkcs8 -topk8 -in ca-key.pem -out locked.pem -passout pass:x");
    Files.delete(folder.resolve("ca-key.pem"));
    mode("locked.pem", "rw-r--r--");
    assertThat(told(folder)).isEmpty();
  }

  @Test
  void aKubeconfigIsLookedInto() throws IOException, RunFailure {
    authority("ca");
    leaf("admin", "ca", "-sha256");
    Secret kubeconfig =
        Kubeconfigs.render(
            new Item.Kubeconfig(
                ItemId.of(ItemId.Section.KUBECONFIG, "admin"),
                "test",
                "https://api:6443",
                "admin",
                "default",
                ItemId.of(ItemId.Section.AUTHORITY, "ca"),
                ItemId.of(ItemId.Section.CERTIFICATE, "admin"),
                new StorePath("admin.kubeconfig")),
            Files.readAllBytes(folder.resolve("ca.pem")),
            Files.readAllBytes(folder.resolve("admin.pem")),
            Secret.of(Files.readAllBytes(folder.resolve("admin-key.pem"))));
    Path file = folder.resolve("admin.kubeconfig");
    Files.write(file, kubeconfig.use(byte[]::clone));
    mode("admin.kubeconfig", "rw-r--r--");
    Files.delete(folder.resolve("admin.pem"));
    assertThat(told(now.plus(Duration.ofDays(89)), folder))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith("KP204 admin.kubeconfig: expires "),
            line -> assertThat(line).isEqualTo("KP601 admin.kubeconfig: is open to other users"));
  }

  @Test
  void certificateAndKeyMayLieInOneFile() throws IOException, RunFailure {
    authority("ca");
    leaf("kubelet", "ca", "-sha256");
    Path both = folder.resolve("kubelet-client-current.pem");
    Files.writeString(
        both,
        Files.readString(folder.resolve("kubelet.pem"))
            + Files.readString(folder.resolve("kubelet-key.pem")));
    mode("kubelet-client-current.pem", "rw-------");
    assertThat(told(folder)).isEmpty();
    mode("kubelet-client-current.pem", "rw-r--r--");
    assertThat(told(folder))
        .containsExactly("KP601 kubelet-client-current.pem: is open to other users");
  }

  @Test
  void aDamagedFileIsTold() throws IOException, RunFailure {
    authority("ca");
    Path ca = folder.resolve("ca.pem");
    Files.writeString(ca, Files.readString(ca).replace("MII", "MIJ"));
    assertThat(told(folder))
        .containsExactly("KP602 ca.pem: holds a certificate that cannot be decoded");
  }

  @Test
  void whereNothingIsJudgedItIsSaid() throws IOException {
    Files.writeString(folder.resolve("readme.txt"), "hello");
    assertThatThrownBy(() -> remarks(now, folder)).hasMessage("there is nothing to judge");
    Path gone = folder.resolve("gone");
    assertThatThrownBy(() -> remarks(now, gone))
        .hasMessage("cannot read " + gone + ": no such file, or a symlink that leads nowhere");
  }

  private void authority(String name) {
    openssl(
        "req -x509 -newkey rsa:2048 -nodes -days 365 -subj /O=Test/CN=Test"
            + (" -keyout " + name + "-key.pem -out " + name + ".pem"));
  }

  private void leaf(String name, String ca, String hash) throws IOException {
    Files.writeString(
        folder.resolve("extensions"),
        "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\nextendedKeyUsage=clientAuth\n",
        StandardCharsets.US_ASCII);
    openssl(
        "req -newkey rsa:2048 -nodes -subj /O=Test/CN="
            + (name + " -keyout " + name + "-key.pem -out " + name + ".csr"));
    openssl(
        ("x509 -req -in %s.csr -CA %s.pem -CAkey %s-key.pem -CAcreateserial -days 90 %s"
                + " -extfile extensions -out %s.pem")
            .formatted(name, ca, ca, hash, name));
  }

  private void openssl(String arguments) {
    Judge.of("openssl");
    Judge.of("sh").run("-c", "cd " + folder + " && umask 077 && openssl " + arguments).accepted();
  }

  private void mode(String name, String permissions) throws IOException {
    Files.setPosixFilePermissions(
        folder.resolve(name), PosixFilePermissions.fromString(permissions));
  }

  private List<String> told(Path place) throws RunFailure {
    return told(now, place);
  }

  private List<String> told(Instant time, Path place) throws RunFailure {
    return remarks(time, place).list().stream()
        .map(Told::line)
        .map(line -> line.replace(folder + "/", ""))
        .toList();
  }

  private static Remarks remarks(Instant time, Path place) throws RunFailure {
    return new Inspection(time, Set.of()).of(List.of(place));
  }
}
