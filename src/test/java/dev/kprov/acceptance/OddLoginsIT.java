package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.house.Shows;
import dev.kprov.lab.Lab;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Login shells, login files and file names of all kinds do kprov no harm. */
class OddLoginsIT {

  private static final String NOISE =
      "printf '\\033[2J\\033]0;gotcha\\007Welcome!\\n\\n'; echo 'no such thing' >&2; date";

  @TempDir private Path folder;

  @Test
  @Shows(
      table = "shells",
      value = {
        "bash, with noisy login files | works",
        "busybox ash | works",
        "dash | works",
        "fish, with noisy login files | works",
        "tcsh, with noisy login files | works",
        "zsh, with noisy login files | works",
        "nologin | says so",
        "rbash | says so"
      })
  void noisyLoginFilesAndOtherShellsConvergeAndNoEscapeReachesTheTerminal() {
    Operator operator = Layout.KUBENET.freshWithRoot(folder);
    Lab lab = operator.lab();
    operator.ownPlaybook(text -> text.replace("rsa-2048", "ecdsa-p256"));
    lab.shell(
        "control0",
        "cd /home/ubuntu; cat >.bashrc <<'END'\n"
            + NOISE
            + "\nEND\ncp .bashrc .profile; cp .bashrc .bash_profile");
    lab.shell("control2", "ln -s \"$(command -v busybox)\" /etc/ash");
    Map.of(
            "control1", "zsh",
            "control2", "/etc/ash",
            "worker0", "fish",
            "worker1", "tcsh",
            "worker2", "dash",
            "gateway", "nologin")
        .forEach((host, shell) -> logInWith(lab, host, shell));
    lab.shell("control1", "echo 'echo noise; echo more >&2' >/home/ubuntu/.zshenv");
    lab.shell(
        "worker0",
        "mkdir -p /home/ubuntu/.config/fish;"
            + " echo 'echo noise; echo more >&2' >/home/ubuntu/.config/fish/config.fish");
    lab.shell("worker1", "echo 'echo noise; echo more >/dev/stderr' >/home/ubuntu/.tcshrc");
    lab.shell("worker2", "touch \"/home/ubuntu/$(printf 'x\\033[2J\\ny').pem\"");
    lab.shell("control1", "mkdir -p \"/home/ubuntu/$(printf 'ca.pem/\\033[2J\\nz')\"");

    Operator.Ran up = operator.up("--assume-new-cluster");
    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.errors())
        .containsExactlyInAnyOrder(
            "control1: /home/ubuntu/ca.pem: a directory with files is in its place",
            "gateway: the login shell did not run the commands of kprov (exit status 1):"
                + " This account is currently not available.");
    assertThat(up.err()).contains("hint: the user needs a shell that runs: /bin/sh -c 'command'");
    assertThat(up.lines())
        .contains("worker2: warning /home/ubuntu/x\\u001b[2J\\ny.pem: a stranger");
    assertThat(up.out() + up.err()).doesNotContain("\u001b", "gotcha", "noise", "no such thing");

    logInWith(lab, "gateway", "rbash");
    assertThat(operator.plan("--limit", "gateway").out())
        .contains("gateway", "the login shell did not run the commands of kprov", "restricted");
    logInWith(lab, "gateway", "sh");
    lab.shell("control1", "rm -r /home/ubuntu/ca.pem");
    lab.shell("control0", "rm /home/ubuntu/ca.pem");
    lab.shell("worker0", "rm /home/ubuntu/ca.pem");
    lab.shell("worker1", "chmod 0666 /home/ubuntu/ca.pem");
    Operator.Ran again = operator.up();
    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(operator.verify().exit()).isZero();
  }

  private static void logInWith(Lab lab, String host, String shell) {
    lab.shell(
        host, "sed -i \"/^ubuntu:/s|[^:]*\\$|$(command -v %s)|\" /etc/passwd".formatted(shell));
  }
}
