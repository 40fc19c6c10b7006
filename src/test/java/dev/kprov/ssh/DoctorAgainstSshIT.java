package dev.kprov.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.cli.Typed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whether {@code ssh} and {@code kprov doctor} reach the same hosts: one server, one run of the
 * doctor, and a host with an address and an SSH configuration of its own for each case.
 */
class DoctorAgainstSshIT {

  private static final Path CASES = Path.of("src/test/resources/ssh-doctor-cases.txt");

  @TempDir static Path dir;

  /** An sshd listens on sixteen addresses at most. */
  private static final int CASES_A_SERVER = 15;

  private static final List<Sshd> SERVERS = new ArrayList<>();

  private static KnownHostsCase keys;
  private static String authority;
  private static Typed doctor;
  private static final Map<String, String> SAID_BY_SSH = new LinkedHashMap<>();

  /**
   * One case.
   *
   * @param number from 1; the host's name and address have it
   * @param files texts by name
   * @param verdict {@code accepted}, {@code refused}, or what kprov refuses
   */
  record Case(int number, String name, Map<String, String> files, String verdict) {

    static Case parse(int number, String text) {
      List<String> lines = text.strip().lines().toList();
      Map<String, String> files = new LinkedHashMap<>(Map.of("config", "", "known_hosts", ""));
      String file = "config";
      for (String line : lines.subList(1, lines.size() - 1)) {
        if (line.startsWith("--- ")) {
          file = line.substring(4);
        } else {
          files.merge(file, line + "\n", String::concat);
        }
      }
      return new Case(number, lines.getFirst(), files, lines.getLast());
    }

    String host() {
      return "case" + number;
    }

    String address() {
      return "127.0.1." + number;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void askBoth() throws Exception {
    Path hostKey = Sshd.newKey(dir, "host", "ed25519", "");
    Path ca = Sshd.newKey(dir, "ca", "ed25519", "");
    Path right = Sshd.newKey(dir, "right", "ed25519", "");
    Sshd.newKey(dir, "wrong", "ed25519", "");
    Sshd.run(
        List.of(
            "ssh-keygen",
            "-q",
            "-s",
            ca.toString(),
            "-h",
            "-z",
            "7",
            "-n",
            "cert.example",
            "-I",
            "host",
            hostKey + ".pub"));
    Path rsa = Sshd.newKey(dir, "rsa", "rsa 2048", "");
    revocationLists(hostKey, ca);
    List<Case> cases = cases().toList();
    for (int i = 0; i < cases.size(); i += CASES_A_SERVER) {
      List<Case> some = cases.subList(i, Math.min(i + CASES_A_SERVER, cases.size()));
      SERVERS.add(start(some, hostKey, rsa).admit(right));
    }
    authority = Sshd.publicKey(ca);
    keys =
        new KnownHostsCase(
            Sshd.publicKey(hostKey), Sshd.publicKey(dir.resolve("wrong")), Sshd.publicKey(rsa));
    for (Case one : cases) {
      write(one);
    }
    askSsh(cases);
    doctor = Typed.in(Typed.Place.NOWHERE.in(dir), "doctor", inventory(cases).toString());
  }

  @AfterAll
  static void stop() {
    SERVERS.forEach(Sshd::close);
  }

  private static void revocationLists(Path hostKey, Path ca) throws Exception {
    String own = Sshd.publicKey(hostKey);
    Map<String, String> specifications =
        Map.of(
            "krl-key", "key: " + own,
            "krl-hash", "sha256: " + own,
            "krl-other", "key: " + Sshd.publicKey(dir.resolve("wrong")),
            "krl-authority", "key: " + Sshd.publicKey(ca),
            "krl-serial", "serial: 5-9\nserial: 100\nserial: 102",
            "krl-id", "id: host",
            "krl-certificates", "serial: 1-6\nserial: 8\nserial: 10\nserial: 13\nid: other");
    for (Map.Entry<String, String> one : specifications.entrySet()) {
      Path text = Files.writeString(dir.resolve(one.getKey() + ".txt"), one.getValue() + "\n");
      Path list = dir.resolve(one.getKey());
      Sshd.run(
          List.of(
              "ssh-keygen", "-q", "-k", "-f", list.toString(), "-s", ca + ".pub", text.toString()));
    }
    byte[] whole = Files.readAllBytes(dir.resolve("krl-key"));
    Files.write(dir.resolve("krl-cut"), Arrays.copyOf(whole, whole.length - 9));
  }

  private static Sshd start(List<Case> cases, Path hostKey, Path rsa) throws Exception {
    List<String> options =
        new ArrayList<>(
            List.of(
                "HostKey " + hostKey,
                "HostKey " + rsa,
                "HostCertificate " + hostKey + "-cert.pub",
                "MaxStartups 300",
                "Ciphers -aes192-ctr",
                "KexAlgorithms -ecdh-sha2-nistp521"));
    cases.forEach(one -> options.add("ListenAddress " + one.address()));
    return Sshd.start(
        dir.resolve("sshd" + SERVERS.size()), List.of(), options.toArray(String[]::new));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void bothReachTheSameHosts(Case one) {
    String told =
        doctor
            .out()
            .lines()
            .filter(line -> line.startsWith(one.host() + ": "))
            .collect(Collectors.joining("\n"));
    String ours = told.contains(": failed ") ? "refused" : "accepted";
    boolean lacking = one.verdict().startsWith("kprov refuses: ");
    if (lacking) {
      assertThat(told).contains(one.verdict().substring("kprov refuses: ".length()));
    }

    assertThat(ours).as(told).isEqualTo(lacking ? "refused" : one.verdict());
    String said = Objects.requireNonNull(SAID_BY_SSH.get(one.host()));
    assertThat(said.startsWith("exit 0\n") ? "accepted" : "refused")
        .as(said)
        .isEqualTo(lacking ? "accepted" : one.verdict());
  }

  static Stream<Case> cases() throws IOException {
    List<String> texts = Stream.of(Files.readString(CASES).split("(?m)^== ", -1)).skip(1).toList();
    return Stream.iterate(0, i -> i < texts.size(), i -> i + 1)
        .map(i -> Case.parse(i + 1, texts.get(i)));
  }

  private static void write(Case one) throws IOException {
    Path folder = dir.resolve(one.host());
    for (Map.Entry<String, String> file : one.files().entrySet()) {
      String text = file.getValue();
      if (file.getKey().equals("config")) {
        text +=
            """
            Host *
              HostName HOST
              Port PORT
              User USER
              IdentityFile USERKEY
              IdentitiesOnly yes
              UserKnownHostsFile DIR/known_hosts
              GlobalKnownHostsFile /dev/null
            """;
      }
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, filled(one, text));
    }
  }

  private static String filled(Case one, String text) {
    String places =
        text.replace("FINE", "[HOST]:PORT KEY")
            .replace("DIR", dir.resolve(one.host()).toString())
            .replace("CONFIG", dir.resolve("sshd0/sshd_config").toString())
            .replace("USERKEY", dir.resolve("right").toString())
            .replace("WRONGKEY", dir.resolve("wrong").toString())
            .replace("USER", Sshd.USER)
            .replace("NAME", one.host())
            .replace("HOST", one.address())
            .replace(
                "PORT", Integer.toString(SERVERS.get((one.number() - 1) / CASES_A_SERVER).port()))
            .replaceAll("\\bCA\\b", authority);
    return keys.text(places);
  }

  private static void askSsh(List<Case> cases) throws Exception {
    try (ExecutorService few = Executors.newFixedThreadPool(8)) {
      Map<String, Future<String>> asked = new LinkedHashMap<>();
      cases.forEach(one -> asked.put(one.host(), few.submit(() -> ssh(one))));
      for (Map.Entry<String, Future<String>> one : asked.entrySet()) {
        SAID_BY_SSH.put(one.getKey(), one.getValue().get());
      }
    }
  }

  private static String ssh(Case one) throws IOException, InterruptedException {
    Process ssh =
        new ProcessBuilder(
                "timeout",
                "20",
                "ssh",
                "-F",
                dir.resolve(one.host()).resolve("config").toString(),
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=yes",
                one.host(),
                "true")
            .redirectErrorStream(true)
            .start();
    ssh.getOutputStream().close();
    String said = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return "exit " + ssh.waitFor() + "\n" + said;
  }

  private static Path inventory(List<Case> cases) throws IOException {
    String hosts =
        cases.stream()
            .map(one ->
                "  - { name: %1$s, role: worker, address: %2$s, ssh: { config: %1$s/config } }%n"
                    .formatted(one.host(), one.address()))
            .collect(Collectors.joining());
    return Files.writeString(
        dir.resolve("inventory.yaml"),
        """
        cluster:
          name: cases
          playbook: kubenet
          domain: example.org
          serviceSubnet: 10.32.0.0/16
          apiServer: { name: kubernetes, address: 192.168.1.21 }
        hosts:
        """
            + hosts);
  }
}
