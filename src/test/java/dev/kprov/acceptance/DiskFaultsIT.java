package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.house.Shows;
import dev.kprov.lab.Lab;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks of hosts that fill or turn read-only, before or while kprov writes to them. */
class DiskFaultsIT {

  private static final String HOME = "/home/ubuntu/";
  private static final String FULL = "dd: no space left on device";
  private static final String READ_ONLY = "read-only file system";

  /** What the home holds that kprov answers for or left behind, with its content. */
  private static final String LOOK =
      "cd /home/ubuntu; find . -name 'fill*' -prune -o -mindepth 1 -printf '%p %m %u:%g ' -type f"
          + " -exec sha256sum {} ';' -o -mindepth 1 -print | sort";

  /** Leaves no page free. */
  private static final String FILL =
      """
      cd /home/ubuntu
      i=0
      while dd if=/dev/zero of=fill$i bs=4096 count=1 2>/dev/null; do i=$((i + 1)); done
      rm fill$i
      """;

  /** What a user's quota says; kernels that can set one are not everywhere. */
  private static final String QUOTA =
      "echo \"dd: error writing '$HOME/x': Disk quota exceeded\" >&2\nexit 1\n";

  /** The home may not be written any more, in the middle of what is put in place. */
  private static final String CLOSED_HOME = "chmod 0500 /home/ubuntu\n";

  private static final String READ_ONLY_HOME = "sudo -n mount -o remount,bind,ro /home/ubuntu\n";

  @TempDir private static Path folder;
  private static Lab lab;
  private static Operator operator;

  @BeforeAll
  static void aClusterMadeBefore() {
    operator = Layout.KUBENET.freshWithRoot(folder);
    lab = operator.lab();
    operator.ownPlaybook(text -> text.replace("rsa-2048", "ecdsa-p256"));
    assertThat(operator.up().exit()).isZero();
  }

  @Test
  @Shows(
      table = "conditions",
      value =
          "a disk that fills, or turns read-only, while kprov writes | every file is whole, old or"
              + " new")
  void eachIsToldNothingIsTornAndTheNextRunConverges() {
    for (String host : List.of("control0", "worker0")) {
      ownFilesystem(host);
    }
    String whole = look("control0");
    String worker = look("worker0");
    for (String host : Lab.HOSTS) {
      lab.shell(
          host,
          """
          cd /home/ubuntu
          rm -f ca.pem kube-scheduler.kubeconfig admin.kubeconfig
          [ ! -e kube-proxy.kubeconfig ] || echo x >>kube-proxy.kubeconfig
          """);
    }
    lab.shell("worker0", FILL); // full before the run
    when("control0", "dd", FILL); // and during the stage
    when("worker1", "mkdir", READ_ONLY_HOME); // read-only between look and stage
    when("worker2", "dd", READ_ONLY_HOME); // and during the stage
    when("control1", "dd", QUOTA);
    when("control2", "mv", CLOSED_HOME);
    String control = look("control0");

    Operator.Ran up = operator.up();

    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.preflight()).hasSize(1);
    assertThat(up.errors("worker0"))
        .singleElement()
        .asString()
        .matches(
            "worker0: /home/ubuntu: \\d+K is needed, and 0B is free; so "
                + HOME
                + "kube-proxy.kubeconfig, "
                + HOME
                + "ca.pem must wait");
    assertThat(up.errors("control0")).filteredOn(line -> line.endsWith(FULL)).hasSize(1);
    assertThat(up.errors("control0")).filteredOn(line -> line.contains(": not tried, ")).hasSize(3);
    assertThat(up.errors("control0")).last().asString().matches(".* is needed, and .* is free; .*");
    assertThat(look("control0")).isEqualTo(control);
    assertThat(up.errors("worker1")).contains("worker1: " + HOME + "ca.pem: mkdir: " + READ_ONLY);
    assertThat(up.errors("worker2"))
        .contains(
            "worker2: " + HOME + "ca.pem: dd: " + READ_ONLY,
            "worker2: "
                + HOME
                + "kube-proxy.kubeconfig: not tried, because "
                + HOME
                + "ca.pem could not be staged");
    assertThat(up.errors("control1"))
        .contains("control1: " + HOME + "ca.pem: dd: disk quota exceeded")
        .filteredOn(line -> line.contains(": not tried, "))
        .hasSize(3);
    assertThat(up.err()).contains("kprov: hint: raise the quota of the user who writes there");
    assertThat(up.errors("control2"))
        .contains("control2: " + HOME + "ca.pem: mv: permission denied")
        .last()
        .asString()
        .startsWith("control2: /home/ubuntu: it is not writable for ubuntu; so ");
    assertThat(up.errors())
        .as(up.toString())
        .allMatch(line -> line.matches("(control[012]|worker[012]): .*"));
    assertThat(up.out()).contains("6 of 7 hosts not as they should be: ");
    assertThat(lab.shell("worker0", "ls -A /home/ubuntu | grep kprov || :")).isEmpty();

    Operator.Ran plan = operator.plan();
    assertThat(plan.preflight())
        .hasSize(5) // not of the host with the quota, which nobody can see
        .contains(
            "worker1 writable /home/ubuntu: it is read-only, whatever its mode says; so "
                + HOME
                + "kube-proxy.kubeconfig, "
                + HOME
                + "ca.pem must wait mount its filesystem read-write, or take its immutable"
                + " attribute away");

    lab.shell("control0", "rm /home/ubuntu/fill* /tmp/break");
    lab.shell("worker0", "rm /home/ubuntu/fill*");
    lab.shell("control1", "rm /tmp/break");
    lab.shell("control2", "rm /tmp/break; chmod 0750 /home/ubuntu");
    for (String host : List.of("worker1", "worker2")) {
      lab.shell(host, "rm /tmp/break; mount -o remount,bind,rw /home/ubuntu");
    }
    Operator.Ran after = operator.up();

    assertThat(after.exit()).as(after.toString()).isZero();
    assertThat(look("control0")).isEqualTo(whole);
    assertThat(look("worker0")).isEqualTo(worker);
    assertThat(lab.shell("worker2", "ls -A /home/ubuntu | grep kprov || :")).isEmpty();
    assertThat(operator.verify().exit()).isZero();
  }

  private static String look(String host) {
    return lab.shell(host, LOOK);
  }

  /** The home becomes a filesystem of its own, of 64 pages, with what it held. */
  private static void ownFilesystem(String host) {
    lab.shell(
        host,
        "cp -a /home/ubuntu /tmp/kept; mount -t tmpfs -o size=256k tmpfs /home/ubuntu;"
            + " cp -a /tmp/kept/. /home/ubuntu/");
  }

  /** As soon as a program touches the stage, in a file's way, a script runs. */
  private static void when(String host, String program, String script) {
    lab.shell(
        host,
        """
        touch /tmp/break
        mount --bind /home/ubuntu /home/ubuntu
        mkdir /tmp/real
        cp /usr/bin/PROGRAM /tmp/real/
        cat >/tmp/fault <<'END'
        SCRIPT
        END
        cat >/tmp/wrapper <<'END'
        #!/bin/sh
        PATH=/tmp/real:$PATH
        case $*,PROGRAM in
        *.kprov-*/ca.pem*,dd | *.kprov-*/ca.pem*,mv | *.kprov-*,mkdir)
          [ ! -e /tmp/break ] || . /tmp/fault
          ;;
        esac
        exec PROGRAM "$@"
        END
        chmod 0755 /tmp/wrapper
        mount --bind /tmp/wrapper /usr/bin/PROGRAM
        """
            .replace("PROGRAM", program)
            .replace("SCRIPT\n", script));
  }
}
