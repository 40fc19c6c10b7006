package dev.kprov.wire;

import dev.kprov.base.RemotePath;
import dev.kprov.state.FileKind;
import dev.kprov.state.Owned;
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
 */
public record ProbeRequest(
    String sshUser,
    Map<RemotePath, Optional<FileKind>> paths,
    List<Owned> owned,
    List<RemotePath> grounds,
    List<String> programs) {

  /** Asks only for what lies at paths. */
  public ProbeRequest(
      String sshUser, Map<RemotePath, Optional<FileKind>> paths, List<Owned> owned) {
    this(sshUser, paths, owned, List.of(), List.of());
  }

  public ProbeRequest {
    paths = Collections.unmodifiableMap(new LinkedHashMap<>(paths));
    owned = List.copyOf(owned);
    grounds = List.copyOf(grounds);
    programs = List.copyOf(programs);
  }
}
