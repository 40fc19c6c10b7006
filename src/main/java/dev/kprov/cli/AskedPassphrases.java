package dev.kprov.cli;

import dev.kprov.ssh.PassphraseSource;
import java.nio.file.Path;
import java.util.Optional;

/** Asks the operator at the terminal for passphrases. */
record AskedPassphrases(Terminal terminal) implements PassphraseSource {

  @Override
  public Optional<char[]> passphrase(Path keyFile, int attempt) {
    String again = attempt > 1 ? "that was not it; " : "";
    return terminal.secret(again + "passphrase of " + keyFile + ": ");
  }
}
