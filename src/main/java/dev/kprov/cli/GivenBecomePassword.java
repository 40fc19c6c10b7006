package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.run.BecomePasswords;
import java.util.Arrays;
import java.util.Optional;

/** The one password that was given on a file descriptor. */
record GivenBecomePassword(Secret given) implements BecomePasswords {

  static GivenBecomePassword read(int descriptor) throws RunFailure {
    SecretLine given = new SecretLine(descriptor, "password", "--become-password-fd");
    char[] line = given.read();
    if (line.length == 0) {
      throw given.bad("its first line is empty");
    }
    Secret password = Secret.of(line);
    Arrays.fill(line, '\0');
    return new GivenBecomePassword(password);
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
