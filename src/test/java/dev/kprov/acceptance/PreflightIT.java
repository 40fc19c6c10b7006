package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Lab;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that are not fit to be worked on, each for another reason. */
class PreflightIT {

  /** What the playbook demands; the tool is on every host but one. */
  private static final String CHECK =
      """

        - name: preflight
          on: [control, worker]
          check:
            commands: [awk, /etc/tool]
            space: { "~": 1M, /var/lib/none/yet: 1K }
            inodes: { "/": 1 }
            os: ["{{ vars.os }}"]
            kernel: ">= 3.2"
            clock: 30m
      """;

  @TempDir private static Path folder;
  private static Lab lab;
  private static Operator operator;

  @BeforeAll
  static void freshHosts() {
    operator = Layout.KUBENET.freshWithRoot(folder);
    lab = operator.lab();
    String os = lab.shell("control0", ". /etc/os-release; echo $ID").strip();
    operator.ownPlaybook(text ->
        text.replace("rsa-2048", "ecdsa-p256")
                .replace("to: \"~\"", "to: \"~/pki/kubernetes\"")
                .replace("\nvars:\n", "\nvars:\n  os: " + os + "\n")
                .stripTrailing()
            + CHECK);
    Lab.HOSTS.forEach(host -> lab.shell(host, "cp /usr/bin/env /etc/tool"));
  }

  @Test
  void allOfThemAreToldInOneTableBeforeTheFirstWriteAndTheOthersConverge() {
    lab.setClock("control1", Duration.ofDays(-1));
    lab.setClock("control2", Duration.ofDays(1));
    lab.shell("worker0", "rm /etc/tool; rm /etc/os-release; echo ID=other >/etc/os-release");
    ownFilesystem("worker1", "nr_inodes=8");
    ownFilesystem("worker2", "size=64k");
    lab.shell("worker2", "cd /home/ubuntu; mkdir pki; chmod 0500 pki; chown ubuntu pki");
    lab.stop("gateway");

    Operator.Ran up = operator.up();

    String day = "and the playbook allows 30 min set the clock of the host";
    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.err()).startsWith("preflight: 7 checks not passed, on 6 hosts\nHOST ");
    assertThat(up.preflight())
        .as(up.toString())
        .satisfiesExactly(
            row -> assertThat(row).startsWith("control1 clock it is 1 d behind this").contains(day),
            row ->
                assertThat(row).startsWith("control2 clock it is 1 d ahead of this").contains(day),
            row ->
                assertThat(row).startsWith("worker0 os it runs other, and the playbook asks for "),
            row -> assertThat(row).startsWith("worker0 commands the host lacks /etc/tool install "),
            row ->
                assertThat(row)
                    .matches(
                        "worker1 inodes /home/ubuntu(/\\S+)?: \\d+ inodes are needed, and \\d are"
                            + " free; so .*\\(df -i /home/ubuntu\\)"),
            row ->
                assertThat(row)
                    .matches(
                        "worker2 space /home/ubuntu: [0-9.]+K is free, and the playbook asks for 1M"
                            + " make room on its filesystem \\(df /home/ubuntu\\), or .*"),
            row -> assertThat(row).startsWith("gateway reachable connection refused by "));
    assertThat(lab.shell("control0", "ls /home/ubuntu/pki/kubernetes").lines()).hasSize(14);
    for (String host : List.of("control1", "control2", "worker0", "worker1", "worker2")) {
      assertThat(lab.shell(host, "find /home/ubuntu -name '*.pem' -o -name '.kprov*'")).isEmpty();
    }
    assertThat(operator.issued().keySet())
        .as("nothing is issued for hosts that get nothing")
        .noneMatch(file -> file.matches(".*(control[12]|worker[02]).*"));
    assertThat(up.errors("worker0"))
        .hasSize(2)
        .contains("worker0: commands: the host lacks /etc/tool");

    Operator.Ran verify = operator.verify("-o", "json");
    assertThat(verify.exit()).isEqualTo(1);
    assertThat(verify.out())
        .containsOnlyOnce("\"check\": \"reachable\"")
        .contains("\"host\": \"worker0\",\n      \"check\": \"commands\",");
    assertThat(operator.plan("-o", "junit").out()).contains("inodes: /home/ubuntu");

    mend();
    Operator.Ran after = operator.up();

    assertThat(after.exit()).as(after.toString()).isEqualTo(1);
    assertThat(after.preflight())
        .as("a tree whose middle is closed")
        .containsExactly(
            "worker2 writable /home/ubuntu/pki/kubernetes: it does not exist, and /home/ubuntu/pki"
                + " is not writable for ubuntu make it on the host, or let kprov work as root");
    assertThat(after.out()).contains("1 of 7 hosts not as they should be: worker2");

    lab.shell("worker2", "chmod 0000 /home/ubuntu/pki");
    assertThat(operator.plan().preflight())
        .containsExactly(
            "worker2 writable /home/ubuntu/pki/kubernetes: it cannot be seen by ubuntu open the"
                + " directories above it");

    lab.shell("worker2", "chmod 0700 /home/ubuntu/pki");
    assertThat(operator.up().exit()).isZero();
    assertThat(operator.verify().exit()).isZero();
  }

  /** The home becomes a filesystem of its own, with what it held. */
  private static void ownFilesystem(String host, String option) {
    lab.shell(
        host,
        "cp -a /home/ubuntu /tmp/kept; mount -t tmpfs -o mode=0750,"
            + option
            + " tmpfs /home/ubuntu; cp -a /tmp/kept/. /home/ubuntu/");
  }

  private static void mend() {
    lab.mendClock("control1");
    lab.mendClock("control2");
    lab.shell(
        "worker0",
        "cp /usr/bin/env /etc/tool; rm /etc/os-release;"
            + " ln -s ../usr/lib/os-release /etc/os-release");
    lab.shell("worker1", "mount -o remount,nr_inodes=1000 /home/ubuntu");
    lab.shell("worker2", "mount -o remount,size=4m /home/ubuntu");
    lab.start("gateway");
  }
}
