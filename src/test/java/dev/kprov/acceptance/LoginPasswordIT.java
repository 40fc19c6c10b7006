package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.cli.Terminal;
import dev.kprov.house.Shows;
import dev.kprov.judge.Descriptor;
import dev.kprov.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
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
  private final List<String> asked = new ArrayList<>();
  private final Deque<String> answers = new ArrayDeque<>();
  private Lab lab;
  private Operator operator;
  private long failedBefore;

  @BeforeEach
  void hostsThatInsist() throws IOException {
    lab = Lab.up();
    lab.assumeRoot();
    lab.reset();
    operator = new Operator(lab, folder);
    String closed = "rm /etc/ssh/authorized_keys; ";
    BY_PASSWORD.forEach(host -> insist(host, closed, "PasswordAuthentication yes"));
    BY_QUESTIONS.forEach(
        host -> insist(host, closed, "UsePAM yes\\nKbdInteractiveAuthentication yes"));
    BY_KEY_TOO.forEach(host ->
        insist(host, "", "PasswordAuthentication yes\\nAuthenticationMethods publickey,password"));
    failedBefore = failures();
  }

  /** The first setting of an option counts. */
  private void insist(String host, String before, String options) {
    lab.setPassword(host, PASSWORD);
    lab.shell(host, before + "sed -i '1i " + options + "' /etc/ssh/sshd_config");
    lab.stop(host);
    lab.start(host);
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

  private void sitDown(String... typed) {
    answers.addAll(List.of(typed));
    operator.at(
        new Terminal() {
          @Override
          public Optional<char[]> secret(String prompt) {
            asked.add(prompt);
            return Optional.ofNullable(answers.poll()).map(String::toCharArray);
          }

          @Override
          public Optional<String> line(String prompt) {
            return Optional.empty();
          }
        });
  }

  @Test
  @Shows(
      table = "ways",
      value = "with a password, or answers to what the host asks (PAM), after a key or alone")
  void onePasswordTypedOnceOpensAllHostsAndAWrongOneIsTriedOnOne() throws IOException {
    sitDown("typo", PASSWORD);
    Path log = folder.resolve("log");

    Operator.Ran up = operator.up("-v", "--log-file", log.toString());

    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(asked).hasSize(2);
    assertThat(asked.getFirst()).matches("\\(ubuntu@127\\.0\\.0\\.1:\\d+\\) (password|Password): ");
    assertThat(asked.getLast()).isEqualTo("that was not it; " + asked.getFirst());
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
    sitDown(PASSWORD);

    Operator.Ran plan = operator.plan();

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(asked).hasSize(1);
  }

  @Test
  void whatAServerOnlyTellsIsNoQuestion() {
    lab.shell("worker0", "sed -i '1i auth optional pam_echo.so Soon closed' /etc/pam.d/other");
    sitDown(PASSWORD);

    Operator.Ran plan = operator.plan();

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(asked).hasSize(1);
  }

  @Test
  void theConfigurationSaysWhetherToAskAndAHostWithAnUnknownKeyHearsNothing() throws IOException {
    Path config = Files.writeString(folder.resolve("config"), "Host *\n  BatchMode yes\n");
    operator.edit(text -> text.replace("ssh: {", "ssh: { config: " + config + ","));
    sitDown(PASSWORD);
    assertThat(operator.plan().out()).contains("permission denied for ubuntu: offered ");
    assertThat(asked).isEmpty();

    Files.writeString(config, "Host *\n  PreferredAuthentications password\n");
    operator.plan();
    assertThat(asked).hasSize(1);

    BY_PASSWORD.forEach(lab::rekey);
    sitDown(PASSWORD);
    assertThat(operator.plan().out()).contains("host key has changed");
    assertThat(asked).hasSize(1);
  }
}
