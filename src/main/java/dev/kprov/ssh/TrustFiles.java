package dev.kprov.ssh;

import dev.kprov.inventory.SshSettings;
import dev.kprov.wire.RemoteFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who vouches for which host. Each known_hosts file is read once in a run. */
final class TrustFiles {

  private static final Logger LOG = LoggerFactory.getLogger(TrustFiles.class);

  private final Map<Path, KnownHosts> files = new ConcurrentHashMap<>();

  HostTrust of(SshSettings ssh) throws RemoteFailure {
    Optional<String> pin = ssh.hostKey();
    return pin.isPresent() ? new PinnedKey(pin.get()) : knownHosts(ssh.knownHosts());
  }

  /** What a file says; one that does not exist knows nobody. */
  KnownHosts knownHosts(Path file) throws RemoteFailure {
    KnownHosts known = files.get(file);
    if (known == null) {
      known = read(file);
      files.put(file, known);
    }
    return known;
  }

  private static KnownHosts read(Path file) throws RemoteFailure {
    try {
      KnownHosts known = KnownHosts.read(file);
      known
          .badLines()
          .forEach(line -> LOG.warn("{}:{}: not a known_hosts line, passed over", file, line));
      return known;
    } catch (AccessDeniedException e) {
      throw new RemoteFailure("cannot read " + file + ": permission denied");
    } catch (IOException e) {
      throw new RemoteFailure("cannot read " + file + ": not a readable file");
    }
  }
}
