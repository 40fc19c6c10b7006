package dev.kprov.ssh;

import com.hierynomus.sshj.common.KeyDecryptionFailedException;
import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import dev.kprov.base.Passphrase;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Set;
import net.schmizz.sshj.userauth.keyprovider.BaseFileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.Resource;

/**
 * A private key file: the OpenSSH format, or PEM (PKCS#1, SEC1, PKCS#8), with or without a
 * passphrase. Only the file itself counts, never a {@code .pub} beside it.
 */
final class KeyFile {

  /** The passphrase is needed and nobody can be asked for it. */
  static final class Locked extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** No key file is larger; what is, is something else. */
  private static final long MAX_BYTES = 64 * 1024;

  private static final int MAX_ATTEMPTS = 3;

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private final Path file;

  KeyFile(Path file) {
    this.file = file;
  }

  /** Whether somebody else than the owner may read or change it, which ssh refuses as well. */
  boolean openToOthers() throws IOException {
    return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
  }

  /**
   * Reads both halves of the key.
   *
   * @throws Locked where a passphrase is needed and the source has none
   * @throws KeyDecryptionFailedException where all passphrases were wrong
   */
  KeyPair read(PassphraseSource passphrases) throws IOException, Locked {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("too large for a private key");
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return read(passphrases, attempt);
      } catch (KeyDecryptionFailedException e) {
        if (attempt == MAX_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private KeyPair read(PassphraseSource passphrases, int attempt) throws IOException, Locked {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    BaseFileKeyProvider reader =
        text.contains("BEGIN OPENSSH PRIVATE KEY") ? new OpenSSHKeyV1KeyFile() : new PKCS8KeyFile();
    boolean legacy = text.contains("Proc-Type: 4,ENCRYPTED");
    Asking asking = new Asking(passphrases, attempt, legacy);
    reader.init(new StringReader(text), asking);
    try {
      return new KeyPair(reader.getPublic(), reader.getPrivate());
    } catch (NobodyToAsk e) {
      throw new Locked();
    } catch (IOException | RuntimeException e) {
      // sshj tells of malformed keys in many ways; what a wrong passphrase decrypts is malformed
      // too
      throw asking.asked
          ? new KeyDecryptionFailedException("wrong passphrase", e)
          : new IOException("not a private key that kprov can read", e);
    }
  }

  /** Answers sshj once; the attempts are counted outside. */
  private final class Asking implements PasswordFinder {

    private final PassphraseSource passphrases;
    private final int attempt;
    private final boolean legacy;
    private boolean asked;

    Asking(PassphraseSource passphrases, int attempt, boolean legacy) {
      this.passphrases = passphrases;
      this.attempt = attempt;
      this.legacy = legacy;
    }

    @Override
    public char[] reqPassword(Resource<?> resource) {
      char[] answer = passphrases.passphrase(file, attempt).orElseThrow(NobodyToAsk::new);
      asked = true;
      return legacy ? asBytes(answer) : answer;
    }

    /** The answer in the form of OpenSSL's old encryption; it is overwritten itself. */
    private static char[] asBytes(char[] answer) {
      char[] bytes = Passphrase.asBytes(answer);
      Arrays.fill(answer, '\0');
      return bytes;
    }

    @Override
    public boolean shouldRetry(Resource<?> resource) {
      return false;
    }
  }

  private static final class NobodyToAsk extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
