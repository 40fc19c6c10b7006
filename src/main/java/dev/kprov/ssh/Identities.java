package dev.kprov.ssh;

import com.hierynomus.sshj.common.KeyDecryptionFailedException;
import dev.kprov.inventory.SshSettings;
import dev.kprov.wire.RemoteFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The operator's private keys. Each file is read once in a run, however many hosts need it, so that
 * a passphrase is asked for once; what went wrong once stays wrong for the run.
 */
final class Identities {

  /** OpenSSH's default files, in its order. */
  private static final List<String> DEFAULTS = List.of("id_ed25519", "id_ecdsa", "id_rsa");

  private static final PassphraseSource NOBODY = (file, attempt) -> Optional.empty();

  /** What reading came to. */
  private sealed interface Loaded {
    record Keys(List<Identity> identities) implements Loaded {}

    record Failed(RemoteFailure why) implements Loaded {}
  }

  private final Path home;
  private final PassphraseSource passphrases;

  /** By identityFile; by nothing: the default files. */
  private final Map<Optional<Path>, Loaded> loaded = new HashMap<>();

  /** Held while a passphrase is asked for: other hosts wait for the answer. */
  private final ReentrantLock lock = new ReentrantLock();

  Identities(Path home, PassphraseSource passphrases) {
    this.home = home;
    this.passphrases = passphrases;
  }

  /** The keys to offer to a host, in order; at least one. */
  List<Identity> of(SshSettings ssh) throws RemoteFailure, InterruptedException {
    lock.lockInterruptibly();
    try {
      return switch (loaded.computeIfAbsent(ssh.identityFile(), this::load)) {
        case Loaded.Keys keys -> keys.identities();
        case Loaded.Failed failed -> throw failed.why();
      };
    } finally {
      lock.unlock();
    }
  }

  private Loaded load(Optional<Path> file) {
    return file.map(named -> read(named, passphrases)).orElseGet(this::defaults);
  }

  /** Where several default files exist, those that need a passphrase step back. */
  private Loaded defaults() {
    List<Path> files =
        DEFAULTS.stream().map(home.resolve(".ssh")::resolve).filter(Files::exists).toList();
    if (files.isEmpty()) {
      return failed(
          "no private key to log in with: no identityFile is set, and there is no "
              + String.join(", ", DEFAULTS)
              + " in "
              + home.resolve(".ssh"),
          "set ssh.identityFile in the inventory");
    }
    List<Identity> free = new ArrayList<>();
    for (Path file : files) {
      if (read(file, NOBODY) instanceof Loaded.Keys keys) {
        free.addAll(keys.identities());
      }
    }
    return free.isEmpty()
        ? read(files.getFirst(), passphrases)
        : new Loaded.Keys(List.copyOf(free));
  }

  private static Loaded read(Path file, PassphraseSource source) {
    try {
      KeyFile key = new KeyFile(file);
      return key.openToOthers()
          ? failed("private key " + file + " can be read or changed by others", "chmod 600 " + file)
          : new Loaded.Keys(List.of(Identity.of(file, key.read(source))));
    } catch (NoSuchFileException e) {
      return failed("private key " + file + " does not exist", "set ssh.identityFile");
    } catch (AccessDeniedException e) {
      return failed("cannot read private key " + file + ": permission denied");
    } catch (KeyDecryptionFailedException e) {
      return failed("wrong passphrase for private key " + file);
    } catch (KeyFile.Locked e) {
      return failed(
          "private key " + file + " needs a passphrase and there is no terminal to ask on",
          "run kprov on a terminal, or set ssh.identityFile to a key without a passphrase");
    } catch (IOException e) {
      return failed(
          "cannot read private key " + file + ": not a key in OpenSSH or PEM format",
          "kprov reads Ed25519, ECDSA and RSA keys; check it: ssh-keygen -y -f " + file);
    }
  }

  private static Loaded failed(String message) {
    return new Loaded.Failed(new RemoteFailure(message));
  }

  private static Loaded failed(String message, String hint) {
    return new Loaded.Failed(new RemoteFailure(message, Optional.of(hint)));
  }
}
