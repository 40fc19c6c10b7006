package dev.kprov.ssh;

import dev.kprov.base.Secret;
import dev.kprov.inventory.SshSettings;
import dev.kprov.wire.Password;
import dev.kprov.wire.RemoteFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator says to one server at a login. While somebody is asked no connection stands, so
 * that nobody has to type against the server's clock; it is made again with the answer (decision
 * 0044).
 */
final class Talk {

  /** How often somebody is asked for the sake of one login. */
  private static final int MOST_ROUNDS = 10;

  private final LoginQuestions operator;
  private final String caller;
  private final Password password;
  private final Map<Question, List<Secret>> answers = new HashMap<>();
  private Optional<Password.Attempt> attempt = Optional.empty();
  private String words = "";
  private boolean over;
  private int rounds;

  Talk(LoginQuestions operator, SshSettings ssh) {
    String server = Endpoint.of(ssh).toString();
    this.operator = operator;
    this.caller = "(%s@%s) ".formatted(ssh.user(), server);
    this.password = operator.password(ssh.user(), server);
  }

  /** The password, if there is one for which nobody needs to wait. */
  synchronized Optional<Secret> password() {
    if (attempt.isEmpty() && !over) {
      attempt = password.atHand();
    }
    return attempt.map(Password.Attempt::password);
  }

  /** What there is to answer without asking anybody. */
  synchronized Optional<List<Secret>> answers(Question question) {
    return question.prompts().isEmpty()
        ? Optional.of(List.of())
        : Optional.ofNullable(answers.get(question));
  }

  /** The server let the operator in. */
  synchronized void right() {
    attempt.ifPresent(Password.Attempt::right);
    attempt = Optional.empty();
  }

  /** The login has ended, whichever way. Who still speaks gets no password any more. */
  synchronized void end() {
    over = true;
    attempt.ifPresent(Password.Attempt::untried);
    attempt = Optional.empty();
  }

  /**
   * Has the operator say what is needed; other hosts may have to be waited for.
   *
   * @param failure what to fail with where nobody says anything
   */
  void satisfy(Need need, RemoteFailure failure) throws RemoteFailure, InterruptedException {
    rounds++;
    if (rounds > MOST_ROUNDS) {
      throw failure;
    }
    switch (need) {
      case Need.OfPassword(String asked) -> {
        words = asked;
        tries(password.needed(asked), failure);
      }
      case Need.OfAnswers(Question question) -> answers.put(question, ask(question, failure));
      case Need.OfOthers() -> {
        answers.clear();
        Optional<Password.Attempt> wrong = attempt;
        attempt = Optional.empty();
        if (wrong.isPresent()) {
          tries(wrong.get().wrong(words), failure);
        }
      }
    }
  }

  private void tries(Password.Next next, RemoteFailure failure) throws RemoteFailure {
    attempt =
        Optional.of(
            switch (next) {
              case Password.Next.Try(Password.Attempt found) -> found;
              case Password.Next.Nothing() -> throw failure;
              case Password.Next.SpentOn(String server) -> throw spentOn(server, failure);
            });
  }

  private static RemoteFailure spentOn(String server, RemoteFailure failure) {
    return new RemoteFailure(
        failure.getMessage()
            + "; the password was wrong or not given for "
            + server
            + ", and is not tried here",
        failure.hint());
  }

  private List<Secret> ask(Question question, RemoteFailure failure) throws RemoteFailure {
    List<String> shown = shown(question);
    List<Secret> given = new ArrayList<>();
    for (Question.Prompt prompt : question.prompts()) {
      given.add(operator.answer(shown.get(given.size()), prompt.echo()).orElseThrow(() -> failure));
    }
    return given;
  }

  /** What to show for the password, where the server has no words of its own. */
  String shown() {
    return caller + "password: ";
  }

  /** What to show for each prompt; what stands above them goes with the first. */
  List<String> shown(Question question) {
    List<String> shown = new ArrayList<>();
    for (Question.Prompt prompt : question.prompts()) {
      shown.add((shown.isEmpty() ? question.heading() : "") + caller + prompt.shown());
    }
    return shown;
  }
}
