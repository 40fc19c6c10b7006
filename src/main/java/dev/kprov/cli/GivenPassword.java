package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.run.PasswordSource;
import java.util.Optional;

/** The one password that was given on a file descriptor. */
record GivenPassword(Secret given) implements PasswordSource {

  /**
   * Reads it.
   *
   * @param option by which it is given
   */
  static GivenPassword read(int descriptor, String option) throws RunFailure {
    SecretLine line = new SecretLine(descriptor, "password", option);
    char[] password = line.read();
    if (password.length == 0) {
      throw line.bad("its first line is empty");
    }
    return new GivenPassword(Secret.of(password));
  }

  @Override
  public Optional<Secret> atHand() {
    return Optional.of(given);
  }

  /** What was wrong once stays wrong. */
  @Override
  public Optional<Secret> ask(String login, String host, String said, int attempt) {
    return Optional.empty();
  }
}
