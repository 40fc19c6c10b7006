package dev.kprov.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
            Sshd.publicKey(host),
            Sshd.publicKey(Sshd.newKey(dir, "other", "ed25519", "")),
            Sshd.publicKey(Sshd.newKey(dir, "rsa", "rsa 2048", "")));
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
    assertThat(RealSsh.ask(config, file, host, port, Optional.empty())).isEqualTo(verdict);
  }
}
