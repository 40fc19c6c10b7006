package dev.kprov.inventory;

import java.nio.file.Path;
import java.util.List;

/**
 * By which keys the operator logs in to a host.
 *
 * @param files private keys, or public ones whose other half is in the agent, in the order in which
 *     they are tried; none: OpenSSH's default files
 * @param only whether the other keys of the agent are left out
 * @param agent who else signs
 */
public record LoginKeys(List<Path> files, boolean only, AgentChoice agent) {

  /** What there is where nobody says anything. */
  public static final LoginKeys USUAL =
      new LoginKeys(List.of(), false, new AgentChoice.OfEnvironment());

  public LoginKeys {
    files = List.copyOf(files);
  }
}
