package dev.kprov.ssh;

import java.nio.file.Path;
import java.util.Optional;

/** Asks the operator for the passphrase of a private key; the desk knows the terminal. */
public interface PassphraseSource {

  /**
   * Asks once.
   *
   * @param keyFile the key that is locked
   * @param attempt 1, and more after a wrong answer
   * @return the passphrase, which the receiver wipes; nothing where nobody can be asked
   */
  Optional<char[]> passphrase(Path keyFile, int attempt);
}
