package dev.kprov.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Hosts that say what {@code sudo.sh} says, and others that do not. */
class SudoExecTest {

  private static final String MARK = "m4rk";
  private static final Duration LONG = Duration.ofSeconds(10);

  private KnownPassword password = new KnownPassword("päss word");
  private String heard = "";

  @Test
  void noPasswordIsSentToASudoThatDoesNotAsk() throws Exception {
    assertThat(run("motd\n\nm4rk ready\n", "done").out()).asString(UTF_8).endsWith("done");
    assertThat(heard).isEqualTo("m4rk\nscript");
    assertThat(password.fates()).isEmpty();
  }

  @Test
  void aPasswordIsSentTwiceAfterItsLength() throws Exception {
    assertThat(run("\nm4rk asks\n", "\nm4rk ready\ndone").out()).asString(UTF_8).endsWith("done");
    assertThat(heard)
        .isEqualTo("m4rk 11\npäss word\npäss word\n" + " ".repeat(8192) + "\nm4rk\nscript");
    assertThat(password.fates()).containsExactly("right");
  }

  @Test
  void whatSudoSaidOfAWrongPasswordIsEscapedAndWithoutTheLecture() {
    assertThatThrownBy(
            () -> run("\nm4rk asks\n", "\nm4rk wrong\nLecture\n\n\u001b[1mNon.\nsudo: 1 faux\n"))
        .hasMessage("sudo did not take the password of ubuntu: \\u001b[1mNon.; sudo: 1 faux");
    assertThat(password.fates()).containsExactly("wrong");
  }

  @Test
  void aPasswordThatSudoDidNotReadIsNotWrong() {
    assertThatThrownBy(() -> run("\nm4rk asks\n", "\nm4rk refused\nsudo: a tty is needed\n"))
        .isInstanceOfSatisfying(
            RemoteFailure.class,
            failure ->
                assertThat(failure.hint())
                    .contains(
                        "sudoers needs the line: ubuntu ALL=(ALL) ALL; and where requiretty is"
                            + " set: Defaults:ubuntu !requiretty"))
        .hasMessage(
            "sudo did not run the commands for ubuntu as root (exit status 1): sudo: a tty is"
                + " needed");
    assertThat(password.fates()).containsExactly("untried");
  }

  @Test
  void aHostWithoutSudoGetsNoPassword() {
    assertThatThrownBy(() -> run("\nm4rk absent\n", "")).hasMessage("the host has no sudo");
    assertThat(heard).isEmpty();
  }

  @Test
  void aLoginShellThatRunsNothingIsNotTakenForSudo() {
    assertThatThrownBy(() -> run("This account is not available.\n", ""))
        .hasMessage(
            "the login shell did not run the commands of kprov (exit status 1): This account is"
                + " not available.");
    assertThat(heard).isEmpty();
  }

  @Test
  void aHostThatCallsAPasswordWrongWithoutHavingAskedIsToldOf() {
    assertThatThrownBy(() -> run("\nm4rk wrong\nno\n", ""))
        .hasMessageStartingWith("sudo did not run the commands for ubuntu as root");
    assertThat(password.fates()).isEmpty();
  }

  @Test
  void aPasswordThatHadToBeWaitedForIsSentByAnotherExec() throws Exception {
    password = KnownPassword.waitedFor("late");

    run(new Speaker("\nm4rk asks\n", "").andThen("\nm4rk asks\n", "\nm4rk ready\n"));

    assertThat(heard).contains("m4rk 5\nlate\nlate\n");
    assertThat(password.fates()).containsExactly("right");
  }

  @Test
  void aPasswordThatWasWaitedForInVainIsNeitherRightNorWrong() throws Exception {
    password = KnownPassword.waitedFor("late");

    run(new Speaker("\nm4rk asks\n", "").andThen("\nm4rk ready\n", ""));
    assertThat(heard).doesNotContain("late");

    assertThatThrownBy(
            () -> run(new Speaker("\nm4rk asks\n", "").andThen("\nm4rk wrong\nno\n", "")))
        .hasMessageStartingWith("sudo did not run the commands for ubuntu as root");
    assertThat(password.fates()).containsExactly("untried", "untried");
  }

  @Test
  void aConnectionThatBreaksSaysNothingOfThePassword() {
    assertThatThrownBy(() -> run("\nm4rk asks\n", null)).hasMessage("connection lost");
    assertThat(password.fates()).containsExactly("untried");
  }

  /**
   * @param before what the host says at once
   * @param after what it says when it has its input; null breaks the connection
   */
  private Remote.Reply run(String before, @Nullable String after)
      throws RemoteFailure, InterruptedException {
    return run(new Speaker(before, after));
  }

  private Remote.Reply run(Speaker host) throws RemoteFailure, InterruptedException {
    Remote.Input script = out -> out.write("script".getBytes(UTF_8));
    return new SudoExec(new RunAs.Sudo("ubuntu", "root"), password, MARK, "command", script)
        .run(host, LONG, 1000);
  }

  private final class Speaker implements Remote {

    private final String before;
    private final @Nullable String after;
    private Optional<Speaker> next = Optional.empty();
    private boolean spoke;

    Speaker(String before, @Nullable String after) {
      this.before = before;
      this.after = after;
    }

    /** To the next exec it says something else. */
    Speaker andThen(String before, String after) {
      this.next = Optional.of(new Speaker(before, after));
      return this;
    }

    @Override
    public boolean isAlive() {
      return true;
    }

    @Override
    public Reply run(String command, Input input, Duration limit, int maxOutput)
        throws RemoteFailure {
      if (spoke) {
        return next.orElseThrow().run(command, input, limit, maxOutput);
      }
      spoke = true;
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      try {
        assertThat(input.isDue(new byte[0])).isFalse();
        if (input.isDue(before.getBytes(UTF_8))) {
          input.writeTo(all);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      heard = all.toString(UTF_8);
      if (after == null) {
        throw new RemoteFailure("connection lost");
      }
      return new Reply(1, (before + after).getBytes(UTF_8), new byte[0]);
    }

    @Override
    public void close() {}
  }
}
