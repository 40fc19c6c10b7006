package dev.kprov.inventory;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the operator's SSH configuration is asked about a host, as {@code ssh -p PORT USER@NAME}
 * would ask it.
 *
 * @param name by which the host is called: {@code ssh.host}, else its name in the inventory
 * @param port where the inventory gives one
 * @param user where the inventory gives one
 * @param source the configuration to ask
 */
public record SshQuery(String name, Optional<Integer> port, Optional<String> user, Source source) {

  /** A configuration. */
  public sealed interface Source {

    /** The operator's own and that of the machine, as {@code ssh} reads them. */
    record Usual() implements Source {}

    /** None at all. */
    record Nothing() implements Source {}

    /** One file, and no other. */
    record Named(Path file) implements Source {}
  }
}
