package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kprov.house.Shows;
import dev.kprov.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts as they really are: each lacks something, or has more than is good. */
class OddHostsIT {

  /** With a file of the layout in it, this is nearly as long as a path may be. */
  private static final String DEEP =
      "/home/ubuntu/" + String.join("/", Collections.nCopies(19, "d".repeat(200)));

  @TempDir private Path folder;
  private Lab lab;
  private Operator operator;

  @BeforeEach
  void freshHosts() {
    operator = Layout.KUBENET.freshWithRoot(folder);
    lab = operator.lab();
    operator.ownPlaybook(text -> text.replace("rsa-2048", "ecdsa-p256"));
    operator.narrow(Lab.HOSTS);
  }

  @Test
  @Shows(
      table = "conditions",
      value = {
        "a banner before the login, with escape sequences | does not show it",
        "`/tmp` full and `noexec` | does no harm",
        "a home whose path is nearly as long as one may be | works",
        "a read-only root directory, where nothing is to be written | does no harm",
        "a read-only root directory, where something is to be written | blocks that host, and says"
            + " why",
        "no `sha256sum` | leaves that host alone, and says what it lacks"
      })
  void whatDoesNoHarmIsBorneAndWhatAHostLacksIsSaid() {
    banner("control0");
    lab.shell(
        "control1",
        "mount -t tmpfs -o size=8k,noexec,mode=1777 tmpfs /tmp; cat /dev/zero >/tmp/full || :");
    lab.shell(
        "control2",
        """
        mkdir -p DEEP
        chown -R ubuntu:ubuntu /home/ubuntu
        sed -i 's|:/home/ubuntu:|:DEEP:|' /etc/passwd
        """
            .replace("DEEP", DEEP));
    lab.shell("worker1", "mount --bind /dev/null /usr/bin/sha256sum");
    for (String host : new String[] {"worker2", "gateway"}) {
      lab.shell(host, "mount -o remount,bind,ro /");
    }

    Operator.Ran up = operator.up("--assume-new-cluster");

    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.errors())
        .as(up.toString())
        .hasSize(2)
        .contains("worker1: the host lacks these programs: sha256sum");
    assertThat(up.errors("worker2"))
        .singleElement()
        .asString()
        .startsWith("worker2: /home/ubuntu: it is read-only, whatever its mode says; so ");
    assertThat(up.out() + up.err()).doesNotContain("\u001b", "gotcha");
    assertThat(lab.shell("control2", "stat -c '%U %a' " + DEEP + "/ca.pem"))
        .isEqualTo("ubuntu 644");

    lab.shell("worker1", "umount /usr/bin/sha256sum");
    lab.shell("worker2", "mount -o remount,bind,rw /");
    Operator.Ran again = operator.up();
    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(operator.verify().exit()).isZero();
  }

  private void banner(String host) {
    lab.shell(host, "printf '\\033[2J\\033]0;gotcha\\007Authorized\\nuse only\\n' >/etc/issue");
    lab.sshd(host, "Banner /etc/issue");
  }

  @Test
  @Shows(table = "ways", value = "to a host that has IPv6 alone")
  void aHostOfIpv6AloneIsReached() throws IOException {
    Path addresses = Path.of("/proc/net/if_inet6");
    assumeTrue(
        Files.exists(addresses) && Files.readString(addresses).contains(" lo\n"),
        "this machine has no IPv6");
    lab.shell("worker0", "sed -i 's/^ListenAddress .*/ListenAddress ::1/' /etc/ssh/sshd_config");
    lab.restart("worker0");
    String port = "port: " + lab.port("worker0");
    operator.edit(text -> text.replace("host: 127.0.0.1, " + port, "host: \"::1\", " + port));
    String limit = "--limit=worker0";

    Operator.Ran unknown = operator.plan(limit);
    assertThat(unknown.exit()).as(unknown.toString()).isEqualTo(69);
    assertThat(operator.run("trust", "--yes", limit).exit()).isZero();
    Operator.Ran up = operator.up(limit, "--assume-new-cluster");

    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(operator.up(limit).out()).contains("nothing to do");
    assertThat(Files.readString(folder.resolve("known_hosts")))
        .contains("[::1]:" + lab.port("worker0") + " ");
  }
}
