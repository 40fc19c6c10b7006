package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.run.Passphrases;
import java.nio.file.Path;
import java.util.Optional;

/** The passphrase that is given on a file descriptor: read when first needed, kept for the run. */
final class GivenPassphrase implements Passphrases {

  private final SecretLine given;
  private Optional<char[]> line = Optional.empty();

  GivenPassphrase(int descriptor) {
    this.given = new SecretLine(descriptor, "passphrase", "--passphrase-fd");
  }

  /** What was wrong once stays wrong. */
  @Override
  public Optional<char[]> passphrase(Path keyFile, int attempt) throws RunFailure {
    if (attempt > 1) {
      return Optional.empty();
    }
    if (line.isEmpty()) {
      line = Optional.of(given.read());
    }
    return line.map(char[]::clone);
  }
}
