package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

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
  void noisyLoginFilesAndOtherShellsConvergeAndNoEscapeReachesTheTerminal() {
    Lab lab = Lab.up();
    lab.assumeRoot();
    lab.reset();
    Operator operator = new Operator(lab, folder);
    operator.ownPlaybook(text -> text.replace("rsa-2048", "ecdsa-p256"));
    lab.shell(
        "control0",
        "cd /home/ubuntu; cat >.bashrc <<'END'\n"
            + NOISE
            + "\nEND\ncp .bashrc .profile; cp .bashrc .bash_profile");
    Map.of("worker0", "fish", "worker1", "tcsh")
        .forEach((host, shell) ->
            lab.shell(
                host,
                "sed -i \"/^ubuntu:/s|[^:]*\\$|$(command -v %s)|\" /etc/passwd".formatted(shell)));
    lab.shell("worker1", "echo 'echo noise; echo more >/dev/stderr' >/home/ubuntu/.tcshrc");
    lab.shell("worker2", "touch \"/home/ubuntu/$(printf 'x\\033[2J\\ny').pem\"");
    lab.shell("control1", "mkdir -p \"/home/ubuntu/$(printf 'ca.pem/\\033[2J\\nz')\"");

    Operator.Ran up = operator.up("--assume-new-cluster");
    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.errors())
        .singleElement()
        .isEqualTo("control1: /home/ubuntu/ca.pem: a directory with files is in its place");
    assertThat(up.lines())
        .contains("worker2: warning /home/ubuntu/x\\u001b[2J\\ny.pem: a stranger");
    assertThat(up.out() + up.err()).doesNotContain("\u001b", "gotcha", "noise", "no such thing");

    lab.shell("control1", "rm -r /home/ubuntu/ca.pem");
    lab.shell("control0", "rm /home/ubuntu/ca.pem");
    lab.shell("worker0", "rm /home/ubuntu/ca.pem");
    lab.shell("worker1", "chmod 0666 /home/ubuntu/ca.pem");
    Operator.Ran again = operator.up();
    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(operator.verify().exit()).isZero();
  }
}
