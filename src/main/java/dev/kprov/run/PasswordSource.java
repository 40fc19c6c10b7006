package dev.kprov.run;

import dev.kprov.base.Secret;
import java.util.Optional;

/** Where the passwords come from that hosts ask for; the desk knows the terminal. */
public interface PasswordSource {

  /** The password of every login, where it was given before. */
  default Optional<Secret> atHand() {
    return Optional.empty();
  }

  /**
   * Asks once.
   *
   * @param login whose password it is
   * @param host the host that needs it
   * @param said what was said or asked there
   * @param attempt 1, and more after a wrong answer
   * @return nothing where nobody can be asked, or says nothing
   */
  Optional<Secret> ask(String login, String host, String said, int attempt);
}
