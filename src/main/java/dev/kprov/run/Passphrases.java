package dev.kprov.run;

import dev.kprov.base.RunFailure;
import java.nio.file.Path;
import java.util.Optional;

/** Where the passphrases of encrypted authorities come from; the desk knows the terminal. */
public interface Passphrases {

  /**
   * Asks once.
   *
   * @param keyFile the key that is encrypted
   * @param attempt 1, and more after a wrong answer
   * @return the passphrase, which the receiver wipes; nothing where there is none, or no other
   */
  Optional<char[]> passphrase(Path keyFile, int attempt) throws RunFailure;
}
