package dev.kprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lab keeps its promises, as the real {@code ssh} sees them. */
class LabIT {
  @TempDir private Path directory;
  private final Lab lab = Lab.up();

  @BeforeEach
  void freshHosts() throws IOException {
    lab.reset();
    Files.write(directory.resolve("known_hosts"), lab.knownHosts());
  }

  @Test
  void sevenHostsAnswerWithTheirOwnNames() {
    assertThat(Lab.HOSTS)
        .hasSize(7)
        .allSatisfy(host -> assertThat(ssh(host, "hostname")).isEqualTo(host));
  }

  @Test
  void aHomeIsPrivateToItsHostAndEmptyAtFirst() {
    assertThat(ssh("worker0", "ls -A; echo one > ~/file; pwd")).isEqualTo("/home/ubuntu");

    assertThat(ssh("worker0", "cat file")).isEqualTo("one");
    assertThat(ssh("worker1", "ls -A")).isEmpty();
    assertThat(Path.of("/home/ubuntu/file")).doesNotExist();
  }

  @Test
  void whatRootWritesOnAHostDoesNotReachTheMachine() throws IOException {
    String accounts = Files.readString(Path.of("/etc/passwd"));

    lab.shell(
        "control0",
        """
        mkdir -p /etc/kubernetes/lab-it /var/lib/kubelet/lab-it /etc/etcd/lab-it
        touch /root/lab-it /tmp/lab-it
        usermod --shell /bin/sh ubuntu
        """);

    assertThat(
            List.of("/etc/kubernetes", "/var/lib/kubelet", "/etc/etcd", "/root", "/tmp").stream()
                .map(parent -> Path.of(parent, "lab-it")))
        .noneMatch(Files::exists);
    assertThat(ssh("control0", "echo $0")).isEqualTo("sh");
    assertThat(Path.of("/etc/passwd")).hasContent(accounts);
  }

  @Test
  void notEvenRootOnAHostCanWriteToTheMachinesPrograms() {
    assertThat(lab.shell("control0", "touch /usr/lab-it 2>&1 || true")).contains("touch:");
    assertThat(Path.of("/usr/lab-it")).doesNotExist();
  }

  @Test
  void theUserMaySudoWithoutAPassword() {
    lab.assumeRoot();

    assertThat(ssh("worker2", "id -un; sudo id -un")).isEqualTo("ubuntu\nroot");
  }

  @Test
  void resetEmptiesAHostWhateverLiesThereAndLeavesTheOthers() {
    ssh("worker1", "touch kept");
    lab.shell(
        "worker0",
        """
        mkdir -p /etc/kubernetes /home/ubuntu/closed/deep
        touch /home/ubuntu/file
        chmod 0 /home/ubuntu/closed
        mount --bind /home/ubuntu /mnt
        chattr +i /home/ubuntu/file 2>/dev/null || true
        """);

    lab.reset("worker0");

    assertThat(ssh("worker0", "ls -A ~ /etc/kubernetes 2>/dev/null || true"))
        .isEqualTo("/home/ubuntu:");
    assertThat(ssh("worker1", "ls")).isEqualTo("kept");
  }

  @Test
  void anUnpluggedHostIsUnreachableAndComesBackWithItsFilesAndKeys() {
    ssh("worker1", "echo kept > file");

    lab.stop("worker1");
    assertThat(trySsh("worker1", "true"))
        .satisfies(ran -> assertThat(ran.exit()).isEqualTo(255))
        .satisfies(ran -> assertThat(ran.output()).contains("Connection refused"));
    assertThat(ssh("worker2", "hostname")).isEqualTo("worker2");

    lab.start("worker1");
    assertThat(ssh("worker1", "cat file")).isEqualTo("kept");
  }

  @Test
  void aStoppedHostLeavesNoProcessBehind() {
    String marker = "86399.24500";
    assertThat(ssh("worker0", "sleep " + marker + " >/dev/null 2>&1 & echo started"))
        .isEqualTo("started");
    assertThat(commandLines()).anyMatch(line -> line.contains(marker));

    lab.stop("worker0");

    assertThat(commandLines()).noneMatch(line -> line.contains(marker));
  }

  @Test
  void aHostWithNewKeysIsRefusedByThoseWhoKnowTheOldOnes() throws IOException {
    lab.rekey("gateway");

    assertThat(trySsh("gateway", "true").output()).contains("HOST IDENTIFICATION HAS CHANGED");
    Files.write(directory.resolve("known_hosts"), lab.knownHosts());
    assertThat(ssh("gateway", "hostname")).isEqualTo("gateway");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
  void aHostHasAKeyOfEachTypeAndAcceptsOne(String type) {
    String algorithm =
        switch (type) {
          case "rsa" -> "rsa-sha2-512";
          case "ecdsa" -> "ecdsa-sha2-nistp256";
          default -> "ssh-ed25519";
        };

    Ran ran =
        ssh(
            "control1",
            lab.identity(type),
            List.of("-oHostKeyAlgorithms=" + algorithm),
            "hostname");

    assertThat(ran).isEqualTo(new Ran(0, "control1"));
  }

  @Test
  void theKeyWithAPassphraseOpensWithThatPassphraseOnly() {
    Path key = lab.identity("ed25519_passphrase");

    assertThat(publicKey(key, "").exit()).isNotZero();
    assertThat(publicKey(key, Lab.PASSPHRASE).output()).startsWith("ssh-ed25519 ");
  }

  @Test
  void hostsThatRunAreLeftAloneWhenTheLabIsStartedAgain() {
    String before = lab.shell("control0", "touch /tmp/mark; cat /proc/1/stat | cut -d' ' -f22");

    lab.start("control0");

    assertThat(lab.shell("control0", "test -e /tmp/mark; cat /proc/1/stat | cut -d' ' -f22"))
        .isEqualTo(before);
  }

  private String ssh(String host, String command) {
    Ran ran = trySsh(host, command);
    assertThat(ran.exit()).as(ran.output()).isZero();
    return ran.output();
  }

  private Ran trySsh(String host, String command) {
    return ssh(host, lab.identity(), List.of(), command);
  }

  private Ran ssh(String host, Path identity, List<String> options, String command) {
    Stream<String> line =
        Stream.of(
                List.of(
                    "ssh",
                    "-Fnone",
                    "-oBatchMode=yes",
                    "-oIdentitiesOnly=yes",
                    "-oStrictHostKeyChecking=yes"),
                List.of(
                    "-oUserKnownHostsFile=" + directory.resolve("known_hosts"), "-i" + identity),
                options,
                List.of("-p" + lab.port(host), "ubuntu@127.0.0.1", command))
            .flatMap(List::stream);
    return Ran.of(Map.of(), line.toList());
  }

  private static Ran publicKey(Path key, String passphrase) {
    return Ran.of(Map.of(), List.of("ssh-keygen", "-y", "-P", passphrase, "-f", key.toString()));
  }

  private static List<String> commandLines() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .toList();
  }
}
