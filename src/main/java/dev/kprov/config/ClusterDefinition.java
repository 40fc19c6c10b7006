package dev.kprov.config;

import dev.kprov.base.Sha256;
import dev.kprov.inventory.Cluster;
import dev.kprov.inventory.Inventory;
import dev.kprov.playbook.Playbook;
import java.nio.file.Path;

/**
 * What an inventory and its playbook say together, free of problems.
 *
 * @param inventoryDigest of the file's bytes
 * @param playbookDigest of the file's bytes
 */
public record ClusterDefinition(
    Inventory inventory, Playbook playbook, Sha256 inventoryDigest, Sha256 playbookDigest) {

  /** Where the store lies unless somebody says otherwise: {@code pki/NAME} beside the inventory. */
  public Path defaultStore() {
    return defaultStore(inventory.file(), inventory.cluster());
  }

  static Path defaultStore(Path inventory, Cluster cluster) {
    return inventory.resolveSibling("pki").resolve(cluster.name());
  }
}
