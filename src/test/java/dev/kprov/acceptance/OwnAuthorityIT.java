package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Descriptor;
import dev.kprov.judge.Judge;
import dev.kprov.lab.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clusters whose authority is the operator's own: made, encrypted or signed by others. */
class OwnAuthorityIT {

  private static final String PASSPHRASE = "open-sesame-for-the-authority";

  @TempDir private Path folder;
  private Lab lab;
  private Operator operator;

  @BeforeEach
  void freshHosts() {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
  }

  @Test
  void aCaOfCfsslIsTakenAsItIsAndNoHostTakesAnother() throws IOException {
    cfssl("corp");
    Operator.Ran taken = take("corp");
    assertThat(taken.exit()).as(taken.toString()).isZero();

    Operator.Ran up = operator.up();

    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(up.out()).contains("all 7 hosts as they should be");
    assertThat(onHost("control0", "ca.pem")).hasSameBinaryContentAs(file("corp.pem"));
    assertThat(onHost("control0", "ca-key.pem")).hasSameBinaryContentAs(file("corp-key.pem"));
    openssl("verify", "-CAfile", file("corp.pem"), onHost("control2", "kubernetes.pem"));
    openssl("verify", "-CAfile", file("corp.pem"), onHost("worker0", "worker0.pem"));
    assertThat(operator.up().out()).contains("nothing to do");

    cfssl("other");
    String elsewhere = folder.resolve("elsewhere").toString();
    assertThat(take("other", "--store", elsewhere).exit()).isZero();
    Operator.Ran refused = operator.up("--store", elsewhere);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.errors())
        .anyMatch(line -> line.contains("this is the store of another cluster"));
    assertThat(onHost("control0", "ca.pem")).hasSameBinaryContentAs(file("corp.pem"));
  }

  @Test
  void anEncryptedKeyStaysAtHomeAndIsOpenedOnlyToSign() throws IOException {
    cfssl("corp");
    openssl(
        "pkcs8",
        "-topk8",
        "-in",
        file("corp-key.pem"),
        "-passout",
        "pass:" + PASSPHRASE,
        "-out",
        file("sealed"));
    Files.move(file("sealed"), file("corp-key.pem"), StandardCopyOption.REPLACE_EXISTING);
    List<Operator.Ran> shown = new ArrayList<>();
    String log = folder.resolve("kprov.log").toString();
    String[] loud = {"-v", "--log-file", log, "--set", "caKeysOnHosts=false"};

    Operator.Ran pushed = withPassphrase("ca import", cert("corp"));
    assertThat(pushed.exit()).as(pushed.toString()).isZero();
    shown.add(pushed);
    Operator.Ran plan = operator.plan();
    assertThat(plan.exit())
        .as("a plan asks nothing, but tells what is blocked: " + plan)
        .isEqualTo(1);
    assertThat(plan.out())
        .contains("the key of authority ca is encrypted, so no host could use it")
        .contains("caKeysOnHosts: false");
    Operator.Ran nobody = operator.up(loud);
    assertThat(nobody.exit()).isEqualTo(64);
    assertThat(nobody.err()).contains("ca-key.pem is encrypted, must sign", "--passphrase-fd 3");
    assertThat(onHost("control0", "ca.pem")).doesNotExist();

    Operator.Ran up = withPassphrase("up", loud);
    shown.add(up);

    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(up.out()).contains("control0: 13 of 13 files, no strangers");
    assertThat(onHost("control0", "ca-key.pem")).doesNotExist();
    openssl("verify", "-CAfile", file("corp.pem"), onHost("control0", "kubernetes.pem"));
    assertThat(operator.up(loud).out()).contains("nothing to do");
    assertThat(shown).noneMatch(ran -> ran.toString().contains(PASSPHRASE));
    try (Stream<Path> left = Files.walk(operator.folder())) {
      assertThat(left.filter(Files::isRegularFile).filter(one -> !one.endsWith("passphrase")))
          .noneMatch(one -> text(one).contains(PASSPHRASE))
          .anyMatch(one -> one.endsWith("kprov.log") && text(one).contains("local: wrote "));
    }
  }

  @Test
  void whatARootElsewhereSignsIsWaitedForAndThenServesAll() throws IOException {
    Judge.selfSigned(file("root.key"), file("root.crt"), "/O=Corp/CN=Corp Root", 3650);
    Operator.Ran made = operator.run("ca csr", "--out", file("ca.csr").toString());
    assertThat(made.exit()).as(made.toString()).isZero();

    Operator.Ran waiting = operator.up();

    assertThat(waiting.exit()).as(waiting.toString()).isEqualTo(1);
    assertThat(waiting.errors())
        .contains("authority ca: waits for signature")
        .anyMatch(line -> line.startsWith("worker0: files: needs authority ca, which waits for"));
    Files.writeString(
        file("extensions"),
        """
        basicConstraints=critical,CA:TRUE,pathlen:0
        keyUsage=critical,keyCertSign,cRLSign
        subjectKeyIdentifier=hash
        authorityKeyIdentifier=keyid
        """);
    openssl(
        "x509",
        "-req",
        "-in",
        file("ca.csr"),
        "-CA",
        file("root.crt"),
        "-CAkey",
        file("root.key"),
        "-days",
        "1000",
        "-extfile",
        file("extensions"),
        "-out",
        file("ca.crt"));
    Operator.Ran refused = operator.run("ca accept", "--cert", file("root.crt").toString());
    assertThat(refused.exit()).isEqualTo(78);
    Operator.Ran accepted =
        operator.run(
            "ca accept",
            "ca",
            "--cert",
            file("ca.crt").toString(),
            "--chain",
            file("root.crt").toString());
    assertThat(accepted.exit()).as(accepted.toString()).isZero();

    Operator.Ran up = operator.up();

    assertThat(up.exit()).as(up.toString()).isZero();
    for (Path leaf :
        List.of(
            onHost("control1", "kubernetes.pem"),
            onHost("control1", "control1.pem"),
            onHost("worker2", "worker2.pem"))) {
      openssl("verify", "-CAfile", file("root.crt"), "-untrusted", leaf, leaf);
      openssl("verify", "-partial_chain", "-CAfile", onHost("worker2", "ca.pem"), leaf);
    }
    assertThat(onHost("worker2", "ca.pem"))
        .as("no host trusts what else the root signs")
        .hasSameBinaryContentAs(file("ca.crt"));
    assertThat(operator.up().out()).contains("nothing to do");
    assertThat(operator.verify().exit()).isZero();
  }

  private Operator.Ran take(String name, String... options) {
    return operator.run(
        "ca import",
        Stream.concat(Stream.of(cert(name)), Stream.of(options)).toArray(String[]::new));
  }

  private String[] cert(String name) {
    return new String[] {
      "--cert", file(name + ".pem").toString(), "--key", file(name + "-key.pem").toString()
    };
  }

  private Operator.Ran withPassphrase(String command, String... options) throws IOException {
    Path secret = Files.writeString(file("passphrase"), PASSPHRASE + "\n");
    try (Descriptor descriptor = Descriptor.of(secret)) {
      return operator.run(
          command,
          Stream.concat(Stream.of(options), Stream.of("--passphrase-fd", descriptor.number()))
              .toArray(String[]::new));
    }
  }

  /** Makes a CA as the guides do. */
  private void cfssl(String name) throws IOException {
    Files.writeString(
        file("csr.json"),
        """
        {"CN": "Corp CA", "key": {"algo": "rsa", "size": 2048}, "ca": {"expiry": "43800h"},
         "names": [{"C": "PL", "O": "Corp"}]}
        """);
    Judge.of("cfssl");
    Judge.of("cfssljson");
    Judge.of("sh")
        .run(
            "-euc",
            "cd '%s'; cfssl gencert -initca csr.json 2>/dev/null | cfssljson -bare %s"
                .formatted(folder, name))
        .accepted();
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private Path onHost(String host, String name) {
    return lab.root(host).resolve("home/ubuntu").resolve(name);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void openssl(Object... arguments) {
    Judge.of("openssl").run(arguments).accepted();
  }
}
