package dev.kprov.cli;

import dev.kprov.base.Secret;
import dev.kprov.run.Passwords;
import dev.kprov.ssh.LoginQuestions;
import dev.kprov.wire.Password;
import java.util.Optional;

/** Has the operator answer what servers want to know at a login. */
record AskedQuestions(Passwords passwords, Terminal terminal) implements LoginQuestions {

  @Override
  public Password password(String user, String server) {
    return passwords.of(user, server);
  }

  @Override
  public Optional<Secret> answer(String prompt, boolean echo) {
    return echo
        ? terminal.line(prompt).map(line -> Secret.of(line.toCharArray()))
        : terminal.secret(prompt).map(Secret::of);
  }
}
