package dev.kprov.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.base.Secret;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.inventory.SshSettings;
import dev.kprov.wire.RemoteFailure;
import dev.kprov.wire.SudoPassword;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class SudoPasswordsTest {

  private final List<String> asked = new ArrayList<>();

  @Test
  void onePasswordServesAllHostsOfALogin() throws Exception {
    SudoPasswords passwords = new SudoPasswords(answering("first"));
    assertThat(on(passwords, "a", "ubuntu").atHand()).isEmpty();

    on(passwords, "a", "ubuntu").needed("words").right();

    assertThat(text(on(passwords, "b", "ubuntu").atHand().orElseThrow())).isEqualTo("first");
    assertThat(text(on(passwords, "c", "ubuntu").needed("words"))).isEqualTo("first");
    assertThat(on(passwords, "d", "admin").atHand()).isEmpty();
    assertThat(asked).containsExactly("ubuntu on a: words (1)");
  }

  @Test
  void untilItWasRightOneHostAloneHasIt() throws Exception {
    SudoPasswords passwords = new SudoPasswords(given("it"));
    SudoPassword.Attempt trial = on(passwords, "a", "ubuntu").atHand().orElseThrow();
    assertThat(on(passwords, "b", "ubuntu").atHand()).isEmpty();
    CompletableFuture<SudoPassword.Attempt> waiting = waiting(passwords, "b");
    assertThatThrownBy(() -> waiting.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);

    trial.right();

    assertThat(text(waiting.get(10, TimeUnit.SECONDS))).isEqualTo("it");
    assertThat(on(passwords, "c", "ubuntu").atHand()).isPresent();
  }

  @Test
  void aWrongPasswordIsAskedForTwiceMoreAndNoOtherHostIsTroubled() throws Exception {
    SudoPasswords passwords = new SudoPasswords(answering("x", "y", "z", "never"));
    SudoPassword.Attempt first = on(passwords, "a", "ubuntu").needed("needs one");
    CompletableFuture<SudoPassword.Attempt> waiting = waiting(passwords, "b");

    SudoPassword.Attempt third = first.wrong("no").wrong("not that");

    assertThat(text(third)).isEqualTo("z");
    assertThatThrownBy(() -> third.wrong("locked"))
        .hasMessage("sudo did not take the password of ubuntu: locked");
    assertThatThrownBy(waiting::join)
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage(
            "sudo asks for the password of ubuntu, which was wrong or not given on a");
    assertThat(asked)
        .containsExactly(
            "ubuntu on a: needs one (1)", "ubuntu on a: no (2)", "ubuntu on a: not that (3)");
  }

  @Test
  void aGivenPasswordThatIsWrongOnceIsNotSentAgain() throws Exception {
    SudoPasswords passwords = new SudoPasswords(given("it"));
    SudoPassword.Attempt trial = on(passwords, "a", "ubuntu").atHand().orElseThrow();

    assertThatThrownBy(() -> trial.wrong("no"))
        .hasMessage("sudo did not take the password of ubuntu: no");
    assertThat(on(passwords, "b", "ubuntu").atHand()).isEmpty();
    assertThatThrownBy(() -> on(passwords, "b", "ubuntu").needed("words"))
        .isInstanceOfSatisfying(
            RemoteFailure.class,
            failure ->
                assertThat(failure.hint())
                    .contains("if only a is at fault, leave it out: --limit '!a'"));
  }

  @Test
  void aPasswordThatNoSudoReadIsKeptForTheNextHost() throws Exception {
    SudoPasswords passwords = new SudoPasswords(answering("it"));
    on(passwords, "a", "ubuntu").needed("words").untried();

    on(passwords, "b", "ubuntu").atHand().orElseThrow().right();

    assertThat(asked).hasSize(1);
  }

  @Test
  void aHostWithAnotherPasswordFailsAlone() throws Exception {
    SudoPasswords passwords = new SudoPasswords(given("it"));
    on(passwords, "a", "ubuntu").atHand().orElseThrow().right();

    assertThatThrownBy(() -> on(passwords, "b", "ubuntu").atHand().orElseThrow().wrong("no"))
        .hasMessage("sudo did not take the password of ubuntu that was right on a: no");
    assertThat(on(passwords, "c", "ubuntu").atHand()).isPresent();
  }

  @Test
  void whereNobodyAnswersNobodyIsAskedAgain() {
    SudoPasswords passwords = new SudoPasswords(answering());
    assertThatThrownBy(() -> on(passwords, "a", "ubuntu").needed("words"))
        .hasMessage("sudo asks for the password of ubuntu, and nobody gave it: words");
    assertThatThrownBy(() -> on(passwords, "b", "ubuntu").needed("words"))
        .hasMessage("sudo asks for the password of ubuntu, which was wrong or not given on a");
    assertThat(asked).hasSize(1);
  }

  private static CompletableFuture<SudoPassword.Attempt> waiting(
      SudoPasswords passwords, String host) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return on(passwords, host, "ubuntu").needed("words");
      } catch (RemoteFailure | InterruptedException e) {
        throw new CompletionException(e);
      }
    });
  }

  private static SudoPassword on(SudoPasswords passwords, String host, String login) {
    SshSettings ssh =
        new SshSettings(
            "10.0.0.1",
            22,
            login,
            Optional.empty(),
            Path.of("known_hosts"),
            Optional.empty(),
            Become.SUDO);
    return passwords.on(
        new Host(host, host, List.of(new Role("worker")), "10.0.0.1", Optional.empty(), ssh));
  }

  private static String text(SudoPassword.Attempt attempt) {
    return attempt.password().use(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static BecomePasswords given(String password) {
    return new BecomePasswords() {
      @Override
      public Optional<Secret> atHand() {
        return Optional.of(Secret.of(password.toCharArray()));
      }

      @Override
      public Optional<Secret> ask(String login, String host, String said, int attempt) {
        return Optional.empty();
      }
    };
  }

  private BecomePasswords answering(String... answers) {
    Deque<String> left = new ArrayDeque<>(List.of(answers));
    return (login, host, said, attempt) -> {
      asked.add("%s on %s: %s (%d)".formatted(login, host, said, attempt));
      return Optional.ofNullable(left.poll()).map(answer -> Secret.of(answer.toCharArray()));
    };
  }
}
