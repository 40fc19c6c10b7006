package dev.kprov.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What ssh itself says of the cases by which {@link KnownHostsTest} judges our reader. */
class KnownHostsAgainstSshIT {

  @TempDir static Path dir;

  private static KnownHostsCase keys;
  private static Path config;

  @BeforeAll
  static void makeKeys() throws Exception {
    Path host = Sshd.newKey(dir, "host", "ed25519", "");
    keys =
        new KnownHostsCase(
            publicKey(host),
            publicKey(Sshd.newKey(dir, "other", "ed25519", "")),
            publicKey(Sshd.newKey(dir, "rsa", "rsa 2048", "")));
    Files.createDirectories(Path.of("/run/sshd"));
    config =
        Files.write(
            dir.resolve("config"), List.of("HostKey " + host, "UsePAM no", "StrictModes no"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/known-hosts-cases.csv",
      numLinesToSkip = 1,
      delimiter = ';',
      emptyValue = "",
      ignoreLeadingAndTrailingWhitespace = false)
  void sshAgrees(String name, String lines, String host, int port, String verdict)
      throws Exception {
    Path file =
        Files.writeString(
            Files.createTempFile(dir, "known", ""), keys.text(lines == null ? "" : lines));
    assertThat(ask(file, host, port)).isEqualTo(verdict);
  }

  /** Connects by a proxy command, so that the name need not exist nor the port be free. */
  private static String ask(Path file, String host, int port)
      throws IOException, InterruptedException {
    Process ssh =
        new ProcessBuilder(
                "ssh",
                "-F",
                "none",
                "-o",
                "ProxyCommand=/usr/sbin/sshd -i -f " + config,
                "-o",
                "UserKnownHostsFile=" + file,
                "-o",
                "GlobalKnownHostsFile=/dev/null",
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "BatchMode=yes",
                "-o",
                "IdentityFile=none",
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "CanonicalizeHostname=no",
                "-p",
                Integer.toString(port),
                host,
                "true")
            .redirectErrorStream(true)
            .start();
    String said = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    ssh.waitFor();
    if (said.contains("REVOKED HOST KEY DETECTED")) {
      return "revoked";
    }
    if (said.contains("REMOTE HOST IDENTIFICATION HAS CHANGED")) {
      return "changed";
    }
    if (said.contains("host key is known for")) {
      return "unknown";
    }
    return said.contains("Permission denied") ? "trusted" : said;
  }

  private static String publicKey(Path file) throws IOException {
    return String.join(
        " ", List.of(Files.readString(Path.of(file + ".pub")).split(" ", -1)).subList(0, 2));
  }
}
