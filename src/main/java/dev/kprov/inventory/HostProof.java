package dev.kprov.inventory;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who vouches for the key of a host.
 *
 * @param files the operator's known_hosts files; the first is the one that is added to
 * @param global those of the operator's machine, which count as much
 * @param revoked files with keys that nobody may vouch for
 * @param alias the name under which the host stands there, without a port, where that is not its
 *     own
 * @param pin the fingerprint of its key ({@code SHA256:} and unpadded base64), which takes the
 *     place of all files that vouch for it
 */
public record HostProof(
    List<Path> files,
    List<Path> global,
    List<Path> revoked,
    Optional<String> alias,
    Optional<String> pin) {

  public HostProof {
    files = List.copyOf(files);
    global = List.copyOf(global);
    revoked = List.copyOf(revoked);
  }

  /** One file, or a pin, and nothing else. */
  public HostProof(Path file, Optional<String> pin) {
    this(List.of(file), List.of(), List.of(), Optional.empty(), pin);
  }
}
