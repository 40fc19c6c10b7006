package dev.kprov.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Certificates of hosts, made by ssh-keygen and judged by {@code ssh} and by kprov. */
class HostCertificatesAgainstSshIT {

  @TempDir static Path dir;

  private static final Map<String, Path> AUTHORITIES = new HashMap<>();
  private static Path host;
  private static Path other;

  @BeforeAll
  static void makeKeys() throws Exception {
    host = Sshd.newKey(dir, "host", "ed25519", "");
    other = Sshd.newKey(dir, "other", "ed25519", "");
    for (String type : List.of("ed25519", "ecdsa", "rsa")) {
      AUTHORITIES.put(type, Sshd.newKey(dir, "ca_" + type, type, ""));
    }
    Files.createDirectories(Path.of("/run/sshd"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/host-certificate-cases.csv",
      numLinesToSkip = 1,
      delimiter = ';',
      emptyValue = "")
  void aCertificateIsJudgedAsSshJudgesIt(
      String name,
      String authority,
      String options,
      String lines,
      String called,
      int port,
      String alias,
      String verdict)
      throws Exception {
    Path ca = Objects.requireNonNull(AUTHORITIES.get(authority));
    Path certificate = sign(ca, options);
    KnownHostsCase keys = new KnownHostsCase(Sshd.publicKey(host), Sshd.publicKey(other), "");
    String known = keys.text(lines).replace("AUTHORITY", Sshd.publicKey(ca));
    Optional<String> instead = Optional.ofNullable(alias);

    assertThat(ours(certificate, known, new Endpoint(called, port, instead)))
        .as("kprov")
        .isEqualTo(verdict);

    Path config =
        Files.write(
            dir.resolve("sshd_config"),
            List.of(
                "HostKey " + host,
                "HostCertificate " + certificate,
                "UsePAM no",
                "StrictModes no"));
    Path file = Files.writeString(dir.resolve("known_hosts"), known);
    assertThat(word(RealSsh.ask(config, file, called, port, instead))).as("ssh").isEqualTo(verdict);
  }

  /** {@code unknown} and {@code changed} are both refusals; which one is said differs. */
  private static String word(String said) {
    return said.matches("unknown|changed") ? "refused" : said;
  }

  private static String ours(Path certificate, String lines, Endpoint server) throws IOException {
    String[] fields = Files.readString(certificate).split(" ", -1);
    HostKey shown = HostKey.parse(fields[0], fields[1]);
    KnownHosts known = KnownHosts.parse("known_hosts", lines);
    return switch (known.judge(server, shown, InstantSource.system().instant())) {
      case Verdict.Trusted _ -> "trusted";
      case Verdict.Revoked _ -> "revoked";
      case Verdict.Unknown _, Verdict.Changed _, Verdict.TooShort _, Verdict.BadCertificate _ ->
          "refused";
    };
  }

  private static Path sign(Path authority, String options) throws Exception {
    List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-s", authority.toString()));
    command.addAll(List.of(options.split(" ", -1)));
    command.addAll(List.of("-I", "the host", host + ".pub"));
    Sshd.run(command);
    return Path.of(host + "-cert.pub");
  }
}
