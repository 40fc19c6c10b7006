package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.run.Passphrases;
import dev.kprov.run.PasswordSource;
import dev.kprov.run.Passwords;
import dev.kprov.ssh.LoginQuestions;
import picocli.CommandLine.Model.CommandSpec;

/** How the operator gives what must not stand on the command line. */
final class SecretOptions {

  private final Given<Integer> passphraseFd =
      Option.of(
              Integer.class,
              "--passphrase-fd",
              "N",
              "Read the passphrase of an authority's encrypted key from the first line of this file"
                  + " descriptor; without it a terminal is asked.")
          .everywhere();

  private final Given<Integer> becomePasswordFd =
      Option.of(
              Integer.class,
              "--become-password-fd",
              "N",
              "Read the password that sudo on hosts asks for from the first line of this file"
                  + " descriptor; without it a terminal is asked.")
          .everywhere();

  private final Given<Integer> sshPasswordFd =
      Option.of(
              Integer.class,
              "--ssh-password-fd",
              "N",
              "Read the password with which hosts let the SSH user in from the first line of this"
                  + " file descriptor; without it a terminal is asked.")
          .everywhere();

  SecretOptions(CommandSpec command) {
    passphraseFd.in(command);
    becomePasswordFd.in(command);
    sshPasswordFd.in(command);
  }

  /** From where they were given, else from the terminal. */
  Passphrases passphrases(Terminal terminal) {
    return passphraseFd.isGiven()
        ? new GivenPassphrase(passphraseFd.get())
        : new AskedPassphrases(terminal)::passphrase;
  }

  /** From where one was given, else from the terminal. */
  PasswordSource sudoPasswords(Terminal terminal) throws RunFailure {
    return becomePasswordFd.isGiven()
        ? GivenPassword.read(becomePasswordFd.get(), "--become-password-fd")
        : AskedPasswords.forSudo(terminal);
  }

  /** The password from where one was given; all else from the terminal. */
  LoginQuestions loginQuestions(Terminal terminal) throws RunFailure {
    PasswordSource source =
        sshPasswordFd.isGiven()
            ? GivenPassword.read(sshPasswordFd.get(), "--ssh-password-fd")
            : AskedPasswords.forLogins(terminal);
    return new AskedQuestions(new Passwords(source), terminal);
  }
}
