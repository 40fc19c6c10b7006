package dev.kprov.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.base.Secret;
import dev.kprov.wire.Password;
import java.nio.charset.StandardCharsets;
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

class PasswordsTest {

  private final List<String> asked = new ArrayList<>();

  @Test
  void onePasswordServesAllHostsOfALogin() throws Exception {
    Passwords passwords = new Passwords(answering("first"));
    assertThat(passwords.of("ubuntu", "a").atHand()).isEmpty();

    needed(passwords, "a").right();

    assertThat(text(passwords.of("ubuntu", "b").atHand().orElseThrow())).isEqualTo("first");
    assertThat(text(needed(passwords, "c"))).isEqualTo("first");
    assertThat(passwords.of("admin", "d").atHand()).isEmpty();
    assertThat(asked).containsExactly("ubuntu on a: words (1)");
  }

  @Test
  void untilItWasRightOneHostAloneHasIt() throws Exception {
    Passwords passwords = new Passwords(given("it"));
    Password.Attempt trial = passwords.of("ubuntu", "a").atHand().orElseThrow();
    assertThat(passwords.of("ubuntu", "b").atHand()).isEmpty();
    CompletableFuture<Password.Next> waiting = waiting(passwords, "b");
    assertThatThrownBy(() -> waiting.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);

    trial.right();

    assertThat(text(tried(waiting.get(10, TimeUnit.SECONDS)))).isEqualTo("it");
    assertThat(passwords.of("ubuntu", "c").atHand()).isPresent();
  }

  @Test
  void aWrongPasswordIsAskedForTwiceMoreAndNoOtherHostIsTroubled() throws Exception {
    Passwords passwords = new Passwords(answering("x", "y", "z", "never"));
    Password.Attempt first = tried(of(passwords, "a").needed("needs one"));
    CompletableFuture<Password.Next> waiting = waiting(passwords, "b");

    Password.Attempt third = tried(tried(first.wrong("no")).wrong("not that"));

    assertThat(text(third)).isEqualTo("z");
    assertThat(third.wrong("locked")).isEqualTo(new Password.Next.Nothing());
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(new Password.Next.SpentOn("a"));
    assertThat(asked)
        .containsExactly(
            "ubuntu on a: needs one (1)", "ubuntu on a: no (2)", "ubuntu on a: not that (3)");
  }

  @Test
  void aGivenPasswordThatIsWrongOnceIsNotSentAgain() throws Exception {
    Passwords passwords = new Passwords(given("it"));
    Password.Attempt trial = passwords.of("ubuntu", "a").atHand().orElseThrow();

    assertThat(trial.wrong("no")).isEqualTo(new Password.Next.Nothing());
    assertThat(of(passwords, "b").atHand()).isEmpty();
    assertThat(of(passwords, "b").needed("words")).isEqualTo(new Password.Next.SpentOn("a"));
  }

  @Test
  void aPasswordThatNobodyReadIsKeptForTheNextHost() throws Exception {
    Passwords passwords = new Passwords(answering("it"));
    needed(passwords, "a").untried();

    of(passwords, "b").atHand().orElseThrow().right();

    assertThat(asked).hasSize(1);
  }

  @Test
  void aHostWithAnotherPasswordIsAskedAboutAlone() throws Exception {
    Passwords passwords = new Passwords(answering("it", "typo", "other", "x", "y", "never"));
    needed(passwords, "a").right();

    tried(tried(needed(passwords, "b").wrong("no")).wrong("no")).right();

    assertThat(text(of(passwords, "b").atHand().orElseThrow())).isEqualTo("other");
    assertThat(text(of(passwords, "c").atHand().orElseThrow())).isEqualTo("it");
    Password.Attempt third = tried(tried(needed(passwords, "d").wrong("1")).wrong("2"));
    assertThat(third.wrong("3")).isEqualTo(new Password.Next.Nothing());
    assertThat(asked)
        .containsExactly(
            "ubuntu on a: words (1)",
            "ubuntu on b: no (2)",
            "ubuntu on b: no (3)",
            "ubuntu on d: 1 (2)",
            "ubuntu on d: 2 (3)");
  }

  @Test
  void whereNobodyAnswersNobodyIsAskedAgain() throws Exception {
    Passwords passwords = new Passwords(answering());
    assertThat(of(passwords, "a").needed("words")).isEqualTo(new Password.Next.Nothing());
    assertThat(of(passwords, "b").needed("words")).isEqualTo(new Password.Next.SpentOn("a"));
    assertThat(asked).hasSize(1);
  }

  private static CompletableFuture<Password.Next> waiting(Passwords passwords, String host) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return of(passwords, host).needed("words");
          } catch (InterruptedException e) {
            throw new CompletionException(e);
          }
        },
        // of its own: the common pool may have a single thread
        work -> Thread.ofPlatform().daemon().start(work));
  }

  private static Password of(Passwords passwords, String host) {
    return passwords.of("ubuntu", host);
  }

  private static Password.Attempt needed(Passwords passwords, String host)
      throws InterruptedException {
    return tried(of(passwords, host).needed("words"));
  }

  private static Password.Attempt tried(Password.Next next) {
    return ((Password.Next.Try) next).attempt();
  }

  private static String text(Password.Attempt attempt) {
    return attempt.password().use(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static PasswordSource given(String password) {
    return new PasswordSource() {
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

  private PasswordSource answering(String... answers) {
    Deque<String> left = new ArrayDeque<>(List.of(answers));
    return (login, host, said, attempt) -> {
      asked.add("%s on %s: %s (%d)".formatted(login, host, said, attempt));
      return Optional.ofNullable(left.poll()).map(answer -> Secret.of(answer.toCharArray()));
    };
  }
}
