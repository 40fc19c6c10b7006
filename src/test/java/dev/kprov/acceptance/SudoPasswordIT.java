package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.cli.Person;
import dev.kprov.house.Shows;
import dev.kprov.judge.Descriptor;
import dev.kprov.lab.Lab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts whose sudo asks for a password, in all the ways that it has. */
class SudoPasswordIT {

  private static final String PASSWORD = "pa ss$w\\n'ö!";
  private static final String LOG = "/var/log/sudo.log";

  @TempDir private Path folder;
  private Lab lab;
  private Operator operator;

  @BeforeEach
  void hostsThatAsk() throws Exception {
    operator = Layout.KUBENET.freshWithRoot(folder);
    lab = operator.lab();
    Files.copy(Path.of("src/test/resources/acceptance/root.yaml"), folder.resolve("root.yaml"));
    operator.edit(text ->
        text.replace("playbook: kubenet", "playbook: ./root.yaml")
            .replace("ssh: { user: ubuntu,", "ssh: { user: ubuntu, become: sudo,"));
    for (String host : Lab.HOSTS) {
      lab.setPassword(host, PASSWORD);
      sudoers(host, "Defaults logfile=" + LOG);
    }
  }

  private void sudoers(String host, String line) {
    lab.shell(host, "echo '" + line + "' >>/etc/sudoers");
  }

  private Operator.Ran given(String password, String command, String... options) throws Exception {
    Path file = Files.writeString(folder.resolve("password"), password + "\n");
    try (Descriptor descriptor = Descriptor.of(file)) {
      List<String> all = new ArrayList<>(List.of(options));
      Collections.addAll(all, "--become-password-fd", descriptor.number());
      return operator.run(command, all.toArray(String[]::new));
    } finally {
      Files.delete(file);
    }
  }

  /** What sudo of a host noted of attempts that failed. */
  private long failures(String host) {
    return lab.shell(host, "cat " + LOG + " 2>/dev/null || :")
        .lines()
        .filter(line -> line.contains("incorrect password"))
        .count();
  }

  @Test
  @Shows(
      table = "root",
      value =
          "sudo with a password, with its lecture, `use_pty`, `pwfeedback` or a translated prompt")
  void onePasswordGivenOnceServesHostsOfEveryKind() throws Exception {
    sudoers("control0", "Defaults use_pty, lecture=always, passprompt_override");
    sudoers("control0", "Defaults passprompt=\"\u001b[31mMot de passe de %p :\"");
    sudoers("control1", "Defaults timestamp_timeout=0, pwfeedback");
    sudoers("control2", "Defaults timestamp_type=global, log_output");
    lab.shell("worker0", "sed -i \"/^ubuntu:/s|[^:]*$|$(command -v tcsh)|\" /etc/passwd");
    sudoers("worker1", "Defaults requiretty");
    sudoers("worker2", "ubuntu ALL=(ALL) NOPASSWD: ALL");
    Path log = folder.resolve("log");

    Operator.Ran up =
        given(PASSWORD, "up", "--assume-new-cluster", "-v", "--log-file", log.toString());

    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.errors())
        .singleElement()
        .isEqualTo(
            "worker1: sudo did not run the commands for ubuntu as root (exit status 1):"
                + " sudo: sorry, you must have a tty to run sudo");
    assertThat(up.err()).contains("Defaults:ubuntu !requiretty");
    assertThat(up.out() + up.err() + Files.readString(log)).doesNotContain(PASSWORD, "\u001b");
    assertThat(lab.shell("worker0", "stat -c '%U %a' /etc/kubernetes/pki/ca.crt"))
        .isEqualTo("root 644");

    lab.shell("worker1", "sed -i /requiretty/d /etc/sudoers");
    Operator.Ran again = given(PASSWORD, "up");
    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(given(PASSWORD, "verify").exit()).isZero();
    assertThat(Lab.HOSTS).allSatisfy(host -> assertThat(failures(host)).isZero());
  }

  @Test
  void aWrongPasswordIsTriedOnOneHostOnce() throws Exception {
    Operator.Ran none = given("", "plan");
    assertThat(none.exit()).isEqualTo(64);
    assertThat(none.err()).containsPattern("descriptor \\d+: its first line is empty\n");

    Operator.Ran plan = given("wrong", "plan");

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(69);
    assertThat(plan.out())
        .containsOnlyOnce("sudo did not take the password of ubuntu: ")
        .contains("sudo asks for the password of ubuntu, which was wrong or not given on ");
    assertThat(Lab.HOSTS.stream().mapToLong(this::failures).sum()).isEqualTo(1);
  }

  @Test
  void anOperatorIsAskedOnceForAllHostsAndAgainWhereThatWasWrong() {
    Person person = Person.ofSecrets("typo", PASSWORD);
    operator.at(person);

    Operator.Ran up = operator.up();

    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(person.asked()).hasSize(2);
    assertThat(person.asked().getFirst())
        .matches("(?s)\\S+: sudo: a password is required\npassword of ubuntu for sudo: ");
    assertThat(person.asked().getLast())
        .startsWith("that was not it; ")
        .contains("1 incorrect password attempt");
    assertThat(Lab.HOSTS.stream().mapToLong(this::failures).sum()).isEqualTo(1);
  }
}
