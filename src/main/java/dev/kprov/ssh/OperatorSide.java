package dev.kprov.ssh;

import java.nio.file.Path;
import java.util.Map;

/**
 * Who has an SSH configuration, and what it may lean on.
 *
 * @param home the operator's home
 * @param user the operator's login name on this machine
 * @param environment the environment variables
 */
public record OperatorSide(Path home, String user, Map<String, String> environment) {

  public OperatorSide {
    environment = Map.copyOf(environment);
  }
}
