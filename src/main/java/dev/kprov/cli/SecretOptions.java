package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.run.BecomePasswords;
import dev.kprov.run.Passphrases;
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

  /** From where they were given, else from the terminal. */
  Passphrases passphrases(Terminal terminal) {
    return passphraseFd == null
        ? new AskedPassphrases(terminal)::passphrase
        : new GivenPassphrase(passphraseFd);
  }

  /** From where one was given, else from the terminal. */
  BecomePasswords becomePasswords(Terminal terminal) throws RunFailure {
    return becomePasswordFd == null
        ? new AskedBecomePasswords(terminal)
        : GivenBecomePassword.read(becomePasswordFd);
  }
}
