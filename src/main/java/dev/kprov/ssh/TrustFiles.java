package dev.kprov.ssh;

import dev.kprov.inventory.AlgorithmChoice;
import dev.kprov.inventory.HostProof;
import dev.kprov.inventory.SshSettings;
import dev.kprov.wire.RemoteFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who vouches for which host. Each known_hosts file is read once in a run. */
final class TrustFiles {

  private static final Logger LOG = LoggerFactory.getLogger(TrustFiles.class);

  private final Map<Path, KnownHosts> files = new HashMap<>();
  private final Map<Path, RevokedKeys> revoked = new HashMap<>();
  private final Map<Together, KnownHosts> together = new HashMap<>();

  /** Files that are read as one, under the same rules. */
  private record Together(List<Path> files, List<Path> revoked, AlgorithmChoice choice) {}

  /** Many hosts ask at once; all but the first wait for what that one reads. */
  synchronized HostTrust of(SshSettings ssh) throws RemoteFailure {
    HostProof proof = ssh.proof();
    return proof.pin().isPresent()
        ? new PinnedKey(proof.pin().get(), rules(proof.revoked(), ssh.algorithms()))
        : knownHosts(
            new Together(
                Stream.concat(proof.files().stream(), proof.global().stream()).toList(),
                proof.revoked(),
                ssh.algorithms()));
  }

  private KeyRules rules(List<Path> revoked, AlgorithmChoice choice) throws RemoteFailure {
    return new KeyRules(revoked(revoked), choice);
  }

  private List<RevokedKeys> revoked(List<Path> all) throws RemoteFailure {
    List<RevokedKeys> lists = new ArrayList<>();
    for (Path file : all) {
      RevokedKeys list = revoked.get(file);
      if (list == null) {
        list = RevokedKeys.read(file);
        revoked.put(file, list);
      }
      lists.add(list);
    }
    return lists;
  }

  /** What files say; one that does not exist knows nobody. */
  private KnownHosts knownHosts(Together all) throws RemoteFailure {
    KnownHosts known = together.get(all);
    if (known == null) {
      List<KnownHosts> each = new ArrayList<>();
      for (Path file : all.files()) {
        each.add(knownHosts(file));
      }
      known = KnownHosts.of(each, rules(all.revoked(), all.choice()));
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
          .forEach(
              line -> LOG.warn("{}:{}: not a known_hosts line, passed over", file, line.line()));
      return known;
    } catch (AccessDeniedException e) {
      throw new RemoteFailure("cannot read " + file + ": permission denied");
    } catch (IOException e) {
      throw new RemoteFailure("cannot read " + file + ": not a readable file");
    }
  }
}
