package dev.kprov.ssh;

import dev.kprov.inventory.SshSettings;
import dev.kprov.wire.RemoteFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who vouches for which host. Each known_hosts file is read once in a run. */
final class TrustFiles {

  private static final Logger LOG = LoggerFactory.getLogger(TrustFiles.class);

  private final Map<Path, KnownHosts> files = new HashMap<>();
  private final Map<List<Path>, KnownHosts> together = new HashMap<>();

  /** Many hosts ask at once; all but the first wait for what that one reads. */
  synchronized HostTrust of(SshSettings ssh) throws RemoteFailure {
    Optional<String> pin = ssh.proof().pin();
    return pin.isPresent()
        ? new PinnedKey(pin.get())
        : knownHosts(
            Stream.concat(ssh.proof().files().stream(), ssh.proof().global().stream()).toList());
  }

  /** What files say; one that does not exist knows nobody. */
  private KnownHosts knownHosts(List<Path> all) throws RemoteFailure {
    KnownHosts known = together.get(all);
    if (known == null) {
      List<KnownHosts> each = new ArrayList<>();
      for (Path file : all) {
        each.add(knownHosts(file));
      }
      known = KnownHosts.of(each);
      together.put(all, known);
    }
    return known;
  }

  private KnownHosts knownHosts(Path file) throws RemoteFailure {
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
