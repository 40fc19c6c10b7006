package dev.kprov.wire;

import dev.kprov.base.RemotePath;
import dev.kprov.state.FileKind;
import dev.kprov.state.Owned;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be looked at on a host.
 *
 * @param sshUser whose passwd home {@code ~} is
 * @param paths every wanted path and every directory that holds one; with a kind for files, which
 *     decides what may be read back
 * @param owned the patterns to list
 * @param grounds the paths of which is asked on what they stand
 * @param programs of which is asked whether they are there
 * @param large the files that are hashed although they are larger than 256 KiB: those of the size
 *     given, where one is; the first of two that turn out to be at one path
 */
public record ProbeRequest(
    String sshUser,
    Map<RemotePath, Optional<FileKind>> paths,
    List<Owned> owned,
    List<RemotePath> grounds,
    List<String> programs,
    Map<RemotePath, Optional<Long>> large) {

  /** A file of more bytes is hashed only where that is asked for. */
  static final long MOST_HASHED = 256 << 10;

  /** How fast a slow host reads and hashes, in bytes a second. */
  private static final long SLOWEST = 10 << 20;

  /** What a file may have whose size nobody knows. */
  private static final long LARGEST = 500 << 20;

  public ProbeRequest {
    paths = Collections.unmodifiableMap(new LinkedHashMap<>(paths));
    owned = List.copyOf(owned);
    grounds = List.copyOf(grounds);
    programs = List.copyOf(programs);
    Map<RemotePath, Optional<Long>> hashed = new LinkedHashMap<>(large);
    hashed.values().removeIf(size -> size.filter(bytes -> bytes <= MOST_HASHED).isPresent());
    large = Collections.unmodifiableMap(hashed);
  }

  /** Asks only for what lies at paths, none of which is large. */
  public ProbeRequest(
      String sshUser, Map<RemotePath, Optional<FileKind>> paths, List<Owned> owned) {
    this(sshUser, paths, owned, List.of(), List.of(), Map.of());
  }

  /** How much longer than usual a slow host needs to hash what is large. */
  public Duration hashing() {
    return Duration.ofSeconds(
        large.values().stream().mapToLong(size -> size.orElse(LARGEST)).sum() / SLOWEST);
  }
}
