package dev.kprov.pki;

import dev.kprov.base.StorePath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All items of a cluster, each after those that it depends on: authorities, then key pairs and
 * certificates, then kubeconfigs, then encryption keys.
 *
 * @param items the items in that order
 */
public record Pki(List<Item> items) {

  public Pki {
    items = List.copyOf(items);
  }

  /** The item of a name that the playbook reader has found to exist. */
  public Item item(ItemId id) {
    return items.stream()
        .filter(item -> item.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("the reader let an unknown item pass: " + id));
  }

  /** Which item makes which file of the store. */
  public Map<StorePath, Item> byFile() {
    Map<StorePath, Item> byFile = new HashMap<>();
    items.forEach(item -> item.files().keySet().forEach(path -> byFile.put(path, item)));
    return byFile;
  }
}
