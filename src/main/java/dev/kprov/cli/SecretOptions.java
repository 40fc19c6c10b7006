package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.run.Passphrases;
import dev.kprov.run.PasswordSource;
import dev.kprov.run.Passwords;
import dev.kprov.ssh.LoginQuestions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** How the operator gives what must not stand on the command line. */
final class SecretOptions {

  @Option(
      names = "--passphrase-fd",
      paramLabel = "N",
      scope = ScopeType.INHERIT,
      description =
          "Read the passphrase of an authority's encrypted key from the first line of this file"
              + " descriptor; without it a terminal is asked.")
  private @Nullable Integer passphraseFd;

  @Option(
      names = "--become-password-fd",
      paramLabel = "N",
      scope = ScopeType.INHERIT,
      description =
          "Read the password that sudo on hosts asks for from the first line of this file"
              + " descriptor; without it a terminal is asked.")
  private @Nullable Integer becomePasswordFd;

  @Option(
      names = "--ssh-password-fd",
      paramLabel = "N",
      scope = ScopeType.INHERIT,
      description =
          "Read the password with which hosts let the SSH user in from the first line of this file"
              + " descriptor; without it a terminal is asked.")
  private @Nullable Integer sshPasswordFd;

  /** From where they were given, else from the terminal. */
  Passphrases passphrases(Terminal terminal) {
    return passphraseFd == null
        ? new AskedPassphrases(terminal)::passphrase
        : new GivenPassphrase(passphraseFd);
  }

  /** From where one was given, else from the terminal. */
  PasswordSource sudoPasswords(Terminal terminal) throws RunFailure {
    return becomePasswordFd == null
        ? AskedPasswords.forSudo(terminal)
        : GivenPassword.read(becomePasswordFd, "--become-password-fd");
  }

  /** The password from where one was given; all else from the terminal. */
  LoginQuestions loginQuestions(Terminal terminal) throws RunFailure {
    PasswordSource source =
        sshPasswordFd == null
            ? AskedPasswords.forLogins(terminal)
            : GivenPassword.read(sshPasswordFd, "--ssh-password-fd");
    return new AskedQuestions(new Passwords(source), terminal);
  }
}
