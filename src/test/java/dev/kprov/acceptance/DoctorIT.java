package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Lab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of hosts that are well, and of hosts each of which lacks something else. */
class DoctorIT {

  @TempDir private Path folder;
  private Lab lab;
  private Operator operator;

  @BeforeEach
  void hostsOnWhichRootWorks() {
    operator = Layout.KUBENET.freshWithRoot(folder);
    lab = operator.lab();
    operator.edit(
        text -> text.replace("ssh: { user: ubuntu,", "ssh: { user: ubuntu, become: sudo,"));
  }

  @Test
  void everyStepToAHostThatIsWellIsToldAndNothingIsWritten() {
    lab.shell("worker1", ": >/home/ubuntu/.sudo_as_admin_successful"); // which sudo writes itself
    Map<String, String> before = operator.traces();
    Map<String, String> there = Homes.of(lab).substance();

    Operator.Ran doctor = operator.run("doctor", "worker1");

    assertThat(doctor.exit()).as(doctor.toString()).isZero();
    assertThat(doctor.err()).isEmpty();
    assertThat(doctor.lines()).allMatch(line -> line.matches("(worker1|doctor): .*"));
    String endpoint = "127.0.0.1:" + lab.port("worker1");
    Path known = folder.resolve("known_hosts");
    assertThat(doctor.out())
        .containsSubsequence(
            "worker1: ok settings: ubuntu at " + endpoint,
            "worker1:   host 127.0.0.1 (the inventory)",
            "worker1:   user ubuntu (the inventory)",
            "worker1:   jump none (default)",
            "worker1:   become sudo (the inventory)",
            "worker1: ok trust: " + known,
            "worker1: ok keys: 1 key to offer",
            "worker1:   " + lab.identity() + " (ssh-ed25519 SHA256:",
            "worker1: ok name: 127.0.0.1 is an address",
            "worker1: ok tcp: " + endpoint + " accepts connections (",
            "worker1: ok greeting: OpenSSH_",
            "worker1: ok algorithms: curve25519-sha256, aes128-gcm@openssh.com, ssh-ed25519",
            "worker1: ok host-key: SHA256:",
            " stands in " + known + ":",
            "worker1: ok login: ubuntu by " + lab.identity(),
            "worker1: ok shell: /",
            "worker1: ok rights: works as root",
            "worker1: ok host: worker1, ",
            ", home /home/ubuntu",
            "worker1: ok clock: as this machine's",
            "doctor: the host is well");
    assertThat(operator.traces()).isEqualTo(before);
    assertThat(Homes.of(lab).substance()).isEqualTo(there);
  }

  @Test
  void whateverAHostLacksIsNamedByTheStepThatFailsAndHowToMendIt() throws Exception {
    lab.stop("worker0");
    lab.rekey("worker1");
    lab.shell("worker2", "sed -i '/^ubuntu:/s|[^:]*$|/usr/sbin/nologin|' /etc/passwd");
    lab.shell("control0", "sed -i '/ubuntu/d' /etc/sudoers");
    lab.setClock("control1", Duration.ofDays(-1));
    lab.shell("gateway", "mount --bind /dev/null /usr/bin/sha256sum");
    lab.shell("control2", "mv /etc/ssh/authorized_keys /etc/ssh/nobodys_keys");
    Files.writeString(folder.resolve("ssh_config"), "Host *\n  User ubuntu\n");
    operator.edit(text -> text.replace("ssh: { user: ubuntu,", "ssh: { config: ssh_config,"));

    Operator.Ran doctor = operator.run("doctor");
    operator.acceptHostKeys();

    assertThat(doctor.exit()).as(doctor.toString()).isEqualTo(1);
    assertThat(doctor.lines())
        .contains(
            "worker0: failed tcp: connection refused by 127.0.0.1:" + lab.port("worker0"),
            "worker0:   hint: check that sshd runs there and that ssh.port is right",
            "worker0: not reached: greeting, algorithms, host-key, login, shell, rights, host,"
                + " clock",
            "worker1: not reached: login, shell, rights, host, clock",
            "worker2: not reached: rights, host, clock",
            "control0: not reached: host, clock",
            "gateway: not reached: clock",
            "control2:   User ubuntu (" + folder.resolve("ssh_config") + ":2)",
            "control1:   hint: set the clock that is wrong: certificates begin five minutes before"
                + " they are made",
            "doctor: not well: control0 (rights), control2 (login), worker0 (tcp), worker1"
                + " (host-key), worker2 (shell), gateway (host)");
    assertThat(doctor.out())
        .contains(
            "worker1: failed host-key: host key has changed: known SHA256:",
            "worker2: failed shell: the login shell did not run the commands of kprov",
            "control0: failed rights: sudo ",
            "gateway: failed host: the host lacks these programs: sha256sum",
            "control1: warning clock: 86",
            "control2: failed login: permission denied for ubuntu: offered ",
            " by ssh-ed25519: refused; accepted are publickey");
  }

  @Test
  void whereNobodyCanLogInTheExitCodeSaysSoAndOnlyHostsOfTheInventoryAreAsked() {
    lab.stop("worker0");

    assertThat(operator.run("doctor", "worker0", "-o", "json").exit()).isEqualTo(69);
    Operator.Ran typo = operator.run("doctor", "worker9");
    assertThat(typo.exit()).isEqualTo(64);
    assertThat(typo.err()).contains("the inventory has no host worker9", "did you mean worker0?");
    assertThat(operator.run("doctor", "worker1", "--limit", "gateway").exit()).isEqualTo(64);
  }

  @Test
  void aJumpHostIsExaminedBeforeWhatIsBehindIt() {
    int gateway = lab.port("gateway");
    operator.edit(text ->
        text.replace(
            "worker[0:2]\", role: worker, address: \"192.168.1.[14:16]\", ssh: {",
            "worker[0:2]\", role: worker, address: \"192.168.1.[14:16]\", ssh: { jump:"
                + " \"ubuntu@127.0.0.1:"
                + gateway
                + "\","));

    Operator.Ran well = operator.run("doctor", "worker1");
    assertThat(well.exit()).as(well.toString()).isZero();
    assertThat(well.out())
        .containsSubsequence(
            "worker1: jump host 127.0.0.1:" + gateway + ": ok tcp: ",
            "worker1: jump host 127.0.0.1:" + gateway + ": ok login: ubuntu by ",
            "worker1: ok jump: by way of 127.0.0.1:" + gateway,
            "worker1: ok tcp: 127.0.0.1:" + lab.port("worker1"));

    lab.rekey("gateway");
    Operator.Ran ill = operator.run("doctor", "worker1", "worker2");
    operator.acceptHostKeys();
    assertThat(ill.exit()).as(ill.toString()).isEqualTo(69);
    assertThat(ill.out())
        .contains(
            "worker2: jump host 127.0.0.1:" + gateway + ": failed host-key: host key has changed",
            "worker2: failed jump: jump host 127.0.0.1:" + gateway + ": host key has changed");
    assertThat(List.of(ill.lines().getLast()))
        .containsExactly("doctor: not well: worker1 (jump), worker2 (jump)");
  }
}
