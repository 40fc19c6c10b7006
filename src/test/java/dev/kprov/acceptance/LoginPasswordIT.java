package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.cli.Person;
import dev.kprov.house.Shows;
import dev.kprov.judge.Descriptor;
import dev.kprov.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that let nobody in by a key alone. */
class LoginPasswordIT {

  private static final String PASSWORD = "pa ss$w\\n'ö!";
  private static final List<String> BY_PASSWORD = List.of("control0", "control1", "control2");
  private static final List<String> BY_QUESTIONS = List.of("worker0", "worker1");
  private static final List<String> BY_KEY_TOO = List.of("worker2", "gateway");

  @TempDir private Path folder;
  private Lab lab;
  private Operator operator;
  private long failedBefore;

  @BeforeEach
  void hostsThatInsist() throws IOException {
    operator = Layout.KUBENET.freshWithRoot(folder);
    lab = operator.lab();
    BY_PASSWORD.forEach(this::letNobodyInByKey);
    BY_QUESTIONS.forEach(this::letNobodyInByKey);
    BY_PASSWORD.forEach(host -> insist(host, "PasswordAuthentication yes"));
    BY_QUESTIONS.forEach(host -> insist(host, "UsePAM yes\\nKbdInteractiveAuthentication yes"));
    BY_KEY_TOO.forEach(host ->
        insist(host, "PasswordAuthentication yes\\nAuthenticationMethods publickey,password"));
    failedBefore = failures();
  }

  private void insist(String host, String settings) {
    lab.setPassword(host, PASSWORD);
    lab.sshd(host, settings);
  }

  private void letNobodyInByKey(String host) {
    lab.shell(host, "rm /etc/ssh/authorized_keys");
  }

  /** What all servers noted of wrong passwords. */
  private long failures() throws IOException {
    long count = 0;
    for (String host : Lab.HOSTS) {
      count +=
          Files.readAllLines(lab.root(host).resolveSibling("sshd.log")).stream()
              .filter(
                  line -> line.matches("Failed password for .*|PAM: Authentication failure for .*"))
              .count();
    }
    return count - failedBefore;
  }

  private Person sitDown(String... typed) {
    Person person = Person.ofSecrets(typed);
    operator.at(person);
    return person;
  }

  @Test
  @Shows(
      table = "ways",
      value = "with a password, or answers to what the host asks (PAM), after a key or alone")
  void onePasswordTypedOnceOpensAllHostsAndAWrongOneIsTriedOnOne() throws IOException {
    Person person = sitDown("typo", PASSWORD);
    Path log = folder.resolve("log");

    Operator.Ran up = operator.up("-v", "--log-file", log.toString());

    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(person.asked()).hasSize(2);
    String question = person.asked().getFirst();
    assertThat(question).matches("\\(ubuntu@127\\.0\\.0\\.1:\\d+\\) (password|Password): ");
    assertThat(person.asked().getLast()).isEqualTo("that was not it; " + question);
    assertThat(failures()).isEqualTo(1);
    assertThat(up.out() + up.err() + Files.readString(log)).doesNotContain(PASSWORD, "typo");
  }

  @Test
  void withoutATerminalThePasswordComesFromADescriptor() throws IOException {
    Operator.Ran nobody = operator.plan();
    assertThat(nobody.exit()).as(nobody.toString()).isEqualTo(69);
    assertThat(nobody.out())
        .contains("; accepted are publickey, password", "publickey, keyboard-interactive")
        .contains("the key is right, but the server also asks ubuntu for: password")
        .contains("run kprov on a terminal, or give the password on a file descriptor:");
    assertThat(failures()).isZero();

    assertThat(given("wrong").exit()).isEqualTo(69);
    assertThat(failures()).isEqualTo(1);

    Operator.Ran plan = given(PASSWORD);
    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(failures()).isEqualTo(1);
  }

  private Operator.Ran given(String password) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), password + "\n");
    try (Descriptor descriptor = Descriptor.of(file)) {
      return operator.plan("--ssh-password-fd", descriptor.number());
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void aJumpHostAsksLikeTheHostsBehindIt() {
    operator.narrow(List.of("control1", "worker0"));
    String jump = "ubuntu@127.0.0.1:" + lab.port("control0");
    operator.edit(text -> text.replace("ssh: { user", "ssh: { jump: \"" + jump + "\", user"));
    Person person = sitDown(PASSWORD);

    Operator.Ran plan = operator.plan();

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(person.asked()).hasSize(1);
  }

  @Test
  void whatAServerOnlyTellsIsNoQuestion() {
    lab.shell(
        "worker0",
        "sed -i '1i auth optional pam_echo.so Soon closed\\naccount optional pam_echo.so Bye'"
            + " /etc/pam.d/other");
    operator.narrow(List.of("worker0"));
    Person person = sitDown(PASSWORD);

    Operator.Ran plan = operator.plan();

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(person.asked()).singleElement().asString().endsWith(" Soon closed\\nPassword: ");
  }

  @Test
  void theConfigurationSaysWhetherToAskAndAHostWithAnUnknownKeyHearsNothing() throws IOException {
    Path config = Files.writeString(folder.resolve("config"), "Host *\n  BatchMode yes\n");
    operator.edit(text -> text.replace("ssh: {", "ssh: { config: " + config + ","));
    Person person = sitDown(PASSWORD);
    assertThat(operator.plan().out()).contains("permission denied for ubuntu: offered ");
    assertThat(person.asked()).isEmpty();

    Files.writeString(config, "Host *\n  PreferredAuthentications password\n");
    operator.plan();
    assertThat(person.asked()).hasSize(1);

    BY_PASSWORD.forEach(lab::rekey);
    Person other = sitDown(PASSWORD);
    assertThat(operator.plan().out()).contains("host key has changed");
    assertThat(other.asked()).isEmpty();
  }
}
