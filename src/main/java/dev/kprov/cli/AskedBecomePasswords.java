package dev.kprov.cli;

import dev.kprov.base.Secret;
import dev.kprov.run.BecomePasswords;
import java.util.Arrays;
import java.util.Optional;

/** Asks the operator at the terminal for the passwords that sudo wants. */
record AskedBecomePasswords(Terminal terminal) implements BecomePasswords {

  @Override
  public Optional<Secret> ask(String login, String host, String said, int attempt) {
    String again = attempt > 1 ? "that was not it; " : "";
    return terminal
        .secret("%s%s: %s%npassword of %s for sudo: ".formatted(again, host, said, login))
        .filter(typed -> typed.length > 0)
        .map(AskedBecomePasswords::secret);
  }

  private static Secret secret(char[] typed) {
    Secret password = Secret.of(typed);
    Arrays.fill(typed, '\0');
    return password;
  }
}
