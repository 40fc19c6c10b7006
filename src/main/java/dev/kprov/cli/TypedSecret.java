package dev.kprov.cli;

import dev.kprov.base.Secret;
import java.util.Arrays;
import java.util.Optional;

/** What the operator types without echo; the typed characters are wiped. */
final class TypedSecret {

  private TypedSecret() {}

  static Optional<Secret> ask(Terminal terminal, String prompt) {
    return terminal.secret(prompt).map(TypedSecret::of);
  }

  static Secret of(char[] typed) {
    Secret secret = Secret.of(typed);
    Arrays.fill(typed, '\0');
    return secret;
  }
}
