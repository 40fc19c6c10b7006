package dev.kprov.pki;

import dev.kprov.base.StorePath;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All items of a cluster, each after those that it depends on: authorities (issuers first) and
 * their chains, then key pairs and certificates, then kubeconfigs, then encryption keys.
 */
public final class Pki {

  private final List<Item> items;
  private final Map<ItemId, Item> byId = new HashMap<>();
  private final Map<StorePath, Item> byFile = new HashMap<>();
  private final Map<ItemId, List<Note>> notes;

  /**
   * @param items the items in that order
   */
  public Pki(List<Item> items) {
    this(items, Map.of());
  }

  /**
   * @param items the items in that order
   * @param notes what is to be told of some of them
   */
  public Pki(List<Item> items, Map<ItemId, List<Note>> notes) {
    this.items = List.copyOf(items);
    this.notes = Map.copyOf(notes);
    for (Item item : items) {
      byId.put(item.id(), item);
      item.files().keySet().forEach(path -> byFile.put(path, item));
    }
  }

  public List<Item> items() {
    return items;
  }

  /** The item of a name that the playbook reader has found to exist. */
  public Item item(ItemId id) {
    Item item = byId.get(id);
    if (item == null) {
      throw new IllegalArgumentException("the reader let an unknown item pass: " + id);
    }
    return item;
  }

  /** The item of a file that the playbook reader has found one to make. */
  public Item item(StorePath file) {
    Item item = byFile.get(file);
    if (item == null) {
      throw new IllegalArgumentException("the reader let an unknown file pass: " + file.text());
    }
    return item;
  }

  /** How many authorities stand below one, where most do: none where it signs leaves only. */
  public int depthBelow(Item.Authority ca) {
    return items.stream()
        .filter(Item.Authority.class::isInstance)
        .map(Item.Authority.class::cast)
        .filter(other -> other.issuer().equals(Optional.of(ca.id())))
        .mapToInt(below -> 1 + depthBelow(below))
        .max()
        .orElse(0);
  }

  /** What a person should know of an item when it is made. */
  public List<Note> notes(ItemId id) {
    return notes.getOrDefault(id, List.of());
  }

  /** Which item makes which file of the store. */
  public Map<StorePath, Item> byFile() {
    return Collections.unmodifiableMap(byFile);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pki pki && items.equals(pki.items) && notes.equals(pki.notes);
  }

  @Override
  public int hashCode() {
    return items.hashCode();
  }

  @Override
  public String toString() {
    return "Pki" + items;
  }
}
