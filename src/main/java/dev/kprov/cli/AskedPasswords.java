package dev.kprov.cli;

import dev.kprov.base.Secret;
import dev.kprov.run.PasswordSource;
import java.util.Optional;

/**
 * Asks the operator at the terminal for passwords.
 *
 * @param question words the question
 */
record AskedPasswords(Terminal terminal, Question question) implements PasswordSource {

  /** Says whose password is wanted where. */
  interface Question {
    String about(String login, String host, String said);
  }

  /** For sudo, which says something before. */
  static AskedPasswords forSudo(Terminal terminal) {
    return new AskedPasswords(
        terminal,
        (login, host, said) -> "%s: %s%npassword of %s for sudo: ".formatted(host, said, login));
  }

  /** For logins, in the words of the server. */
  static AskedPasswords forLogins(Terminal terminal) {
    return new AskedPasswords(terminal, (_, _, said) -> said);
  }

  @Override
  public Optional<Secret> ask(String login, String host, String said, int attempt) {
    String again = attempt > 1 ? "that was not it; " : "";
    return terminal
        .secret(again + question.about(login, host, said))
        .map(Secret::of)
        .filter(typed -> typed.use(bytes -> bytes.length > 0));
  }
}
