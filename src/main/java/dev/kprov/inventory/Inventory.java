package dev.kprov.inventory;

import java.nio.file.Path;
import java.util.List;

/**
 * The cluster and its hosts, in the order of the file.
 *
 * @param file the file that it was read from
 * @param cluster what is true of the whole cluster
 * @param hosts at least one
 */
public record Inventory(Path file, Cluster cluster, List<Host> hosts) {

  public Inventory {
    hosts = List.copyOf(hosts);
  }
}
