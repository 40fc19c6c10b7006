package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.house.Shows;
import dev.kprov.judge.Judge;
import dev.kprov.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work as root, and what root leaves to others. */
class SudoIT {

  private static final Path PLAYBOOK = Path.of("src/test/resources/acceptance/root.yaml");

  private static final List<String> ROOTS_FILES =
      List.of(
          "etcd 755 root:root",
          "etcd/pki 750 daemon:daemon",
          "etcd/pki/ca.crt 644 daemon:daemon",
          "etcd/pki/node.crt 644 daemon:daemon",
          "etcd/pki/node.key 600 daemon:daemon",
          "kubernetes 755 root:root",
          "kubernetes/admin.conf 600 root:root",
          "kubernetes/pki 750 root:root",
          "kubernetes/pki/ca.crt 644 root:root",
          "kubernetes/pki/ca.key 600 root:root");

  @TempDir private Path folder;
  private Lab lab;
  private Operator operator;

  @BeforeEach
  void freshHosts() {
    operator = Layout.KUBENET.freshWithRoot(folder);
    lab = operator.lab();
    become("ssh: { user: ubuntu,", "ssh: { user: ubuntu, become: sudo,");
  }

  private void become(String from, String to) {
    operator.edit(text -> text.replace(from, to));
  }

  /** Uses a playbook whose files belong below /etc, to root and to daemon. */
  private void rootsPlaybook() throws IOException {
    Files.copy(PLAYBOOK, folder.resolve("root.yaml"));
    operator.edit(text -> text.replace("playbook: kubenet", "playbook: ./root.yaml"));
  }

  /** What lies below /etc/kubernetes and /etc/etcd: name, mode, owner and group, inode, times. */
  private List<String> etc(String host) {
    return lab.shell(
            host,
            "cd /etc; find kubernetes etcd -printf '%p %m %u:%g %i %C@\\n' 2>/dev/null | sort")
        .lines()
        .toList();
  }

  private List<String> withoutTraces(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll(" \\d+ [0-9.]+$", "")).toList();
  }

  @Test
  void theFilesOfAHomeAreWrittenByTheirOwner() {
    Operator.Ran up = operator.up();
    Homes made = Homes.of(lab);
    Operator.Ran again = operator.up();

    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(lab.shell("control0", "cd /home/ubuntu; stat -c '%U:%G %a' ca-key.pem ca.pem"))
        .isEqualTo("ubuntu:ubuntu 600\nubuntu:ubuntu 644");
    assertThat(lab.shell("control0", "ls -A /home/ubuntu | grep kprov || :")).isEmpty();
    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(Homes.of(lab)).isEqualTo(made);

    lab.shell("worker1", "cd /home/ubuntu; chown root:root worker1-key.pem; rm ca.pem");
    lab.shell("worker2", "cd /home/ubuntu; chgrp root ca.pem; chmod 0666 worker2.pem");
    Operator.Ran plan = operator.plan();
    Operator.Ran repair = operator.up();

    assertThat(plan.changes())
        .containsExactlyInAnyOrder(
            "worker1: update /home/ubuntu/worker1-key.pem"
                + " (owner root → ubuntu; group root → ubuntu)",
            "worker1: create /home/ubuntu/ca.pem (0644 ubuntu)",
            "worker2: update /home/ubuntu/ca.pem (group root → ubuntu)",
            "worker2: update /home/ubuntu/worker2.pem (mode 0666 → 0644)");
    assertThat(repair.exit()).as(repair.toString()).isZero();
    assertThat(Homes.of(lab).substance()).isEqualTo(made.substance());
  }

  @Test
  @Shows(table = "root", value = "sudo without a password")
  void rootsFilesAndDirectoriesAreMadeKeptAndRepaired() throws IOException {
    rootsPlaybook();
    Operator.Ran up = operator.up();
    List<String> made = etc("control0");
    Operator.Ran again = operator.up();

    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(withoutTraces(made)).isEqualTo(ROOTS_FILES);
    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(etc("control0")).isEqualTo(made);

    lab.shell(
        "control0",
        "cd /etc; chown ubuntu kubernetes/pki; chmod 0777 kubernetes etcd/pki; rm etcd/pki/ca.crt;"
            + " chown ubuntu kubernetes/admin.conf; rm kubernetes/pki/ca.key; chmod 0640"
            + " etcd/pki/node.key");
    assertThat(operator.plan().exit()).isEqualTo(2);
    Operator.Ran repair = operator.up();

    assertThat(repair.exit()).as(repair.toString()).isZero();
    assertThat(withoutTraces(etc("control0"))).isEqualTo(withoutTraces(made));
  }

  @Test
  @Shows(table = "root", value = "a login as root")
  void aLoginAsRootDoesTheSame() throws IOException {
    rootsPlaybook();
    assertThat(operator.up().exit()).isZero();
    become("user: ubuntu, become: sudo", "user: root");
    List<String> made = etc("control1");
    Operator.Ran same = operator.up();
    assertThat(same.exit()).as(same.toString()).isZero();
    assertThat(etc("control1")).isEqualTo(made);

    lab.shell("control1", "cd /etc; rm etcd/pki/node.key kubernetes/admin.conf");
    Operator.Ran repair = operator.up();

    assertThat(repair.exit()).as(repair.toString()).isZero();
    assertThat(withoutTraces(etc("control1"))).isEqualTo(withoutTraces(made));
  }

  @Test
  @Shows(table = "root", value = "doas without a password")
  void doasDoesTheSameWhereItAsksForNothing() throws IOException {
    Judge.of("doas");
    rootsPlaybook();
    become("become: sudo", "become: doas");
    for (String host : Lab.HOSTS) {
      lab.shell(host, "echo permit nopass ubuntu >/etc/doas.conf; rm /etc/sudoers");
    }
    lab.shell("worker1", "echo permit ubuntu >/etc/doas.conf");

    Operator.Ran up = operator.up("--assume-new-cluster");

    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.errors())
        .singleElement()
        .asString()
        .startsWith("worker1: doas did not run the commands for ubuntu as root (exit status 1): ");
    assertThat(up.err())
        .contains("hint: doas asks for passwords on a terminal only, so /etc/doas.conf needs");
    assertThat(withoutTraces(etc("control0"))).isEqualTo(ROOTS_FILES);

    lab.shell("worker1", "echo permit nopass ubuntu >/etc/doas.conf");
    Operator.Ran again = operator.up();
    assertThat(again.exit()).as(again.toString()).isZero();
  }

  @Test
  void whereSudoRefusesOrAUserIsInTheWayOfRootTheOthersConverge() throws IOException {
    rootsPlaybook();
    lab.shell("worker0", "mkdir -m 0755 /etc/kubernetes; chown ubuntu:ubuntu /etc/kubernetes");
    lab.shell("worker1", "sed -i s/NOPASSWD:// /etc/sudoers");

    Operator.Ran plan = operator.plan("--assume-new-cluster");
    Operator.Ran up = operator.up("--assume-new-cluster");

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(1);
    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.errors("worker0"))
        .containsExactly(
            "worker0: /etc/kubernetes/pki: it does not exist, and above it root does not write"
                + " here, because /etc/kubernetes belongs to ubuntu",
            "worker0: files: needs /etc/kubernetes/pki");
    assertThat(up.errors("worker1"))
        .containsExactly(
            "worker1: sudo asks for the password of ubuntu, and nobody gave it:"
                + " sudo: a password is required");
    assertThat(up.err())
        .contains("or give it on a file descriptor: --become-password-fd 3 3<FILE;")
        .contains("hint: give every directory on the way to root, writable by nobody else");
    assertThat(up.errors()).as(up.toString()).hasSize(3);
    assertThat(etc("worker0")).hasSize(1);
    assertThat(etc("worker1")).isEmpty();
    assertThat(withoutTraces(etc("worker2"))).contains("kubernetes/pki/ca.crt 644 root:root");

    lab.shell("worker0", "chown root:root /etc/kubernetes");
    lab.shell("worker1", "sed -i 's/^ubuntu.*/ubuntu ALL=(ALL) NOPASSWD: ALL/' /etc/sudoers");
    Operator.Ran repaired = operator.up();
    assertThat(repaired.exit()).as(repaired.toString()).isZero();
    assertThat(Map.of("worker0", withoutTraces(etc("worker0"))))
        .isEqualTo(Map.of("worker0", withoutTraces(etc("worker2"))));
  }

  @Test
  void whatSudoComplainsOfWhileItWorksIsNoMatter() throws IOException {
    rootsPlaybook();
    lab.shell("control2", "hostname renamed; rm -f /etc/hosts");

    Operator.Ran up = operator.up();

    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(up.changes())
        .filteredOn(line -> line.startsWith("control2: "))
        .containsExactly("control2: warning hostname: the host calls itself renamed, not control2");
  }
}
