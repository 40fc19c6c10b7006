package dev.kprov.inventory;

import java.nio.file.Path;
import java.util.List;

/**
 * By which keys the operator logs in to a host.
 *
 * @param files private keys, or public ones whose other half is in the agent, in the order in which
 *     they are tried; none: OpenSSH's default files
 * @param certificates files with certificates of keys, further to those beside the keys
 * @param only whether the other keys of the agent are left out
 * @param agent who else signs
 */
public record LoginKeys(
    List<Path> files, List<Path> certificates, boolean only, AgentChoice agent) {

  /** What there is where nobody says anything. */
  public static final LoginKeys USUAL =
      new LoginKeys(List.of(), List.of(), false, new AgentChoice.OfEnvironment());

  /** One key and no other; its certificates too. */
  public LoginKeys only(Path file) {
    return new LoginKeys(List.of(file), certificates, true, agent);
  }

  public LoginKeys {
    files = List.copyOf(files);
    certificates = List.copyOf(certificates);
  }
}
