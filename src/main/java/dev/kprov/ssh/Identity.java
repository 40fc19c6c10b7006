package dev.kprov.ssh;

import java.nio.file.Path;
import java.security.KeyPair;
import net.schmizz.sshj.userauth.keyprovider.KeyPairWrapper;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;

/**
 * A private key by which the operator logs in. Shared by all connections of a run.
 *
 * @param file where it was read
 * @param shown its public half, for messages
 * @param keys both halves
 */
record Identity(Path file, HostKey shown, KeyProvider keys) {

  static Identity of(Path file, KeyPair pair) {
    return new Identity(file, HostKey.of(pair.getPublic()), new KeyPairWrapper(pair));
  }

  /** File, type and fingerprint; never the key. */
  @Override
  public String toString() {
    return file + " (" + shown.type() + " " + shown.fingerprint() + ")";
  }
}
