package dev.kprov.config;

import dev.kprov.base.StorePath;
import dev.kprov.config.InventoryDraft.HostDraft;
import dev.kprov.inventory.Role;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Note;
import dev.kprov.pki.Pki;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every item of the PKI, made for the cluster or for each host that it is for. */
final class Items {

  private final Map<ItemId, Item> items = new LinkedHashMap<>();
  private final Map<ItemId, Optional<Item>> samples = new HashMap<>();
  private final Map<ItemId, List<Note>> notes = new HashMap<>();
  private final ItemReader reader;
  private final Frames frames;
  private final StorePaths paths;

  Items(
      Catalogue catalogue,
      List<HostDraft> hosts,
      ItemReader reader,
      Frames frames,
      StorePaths paths) {
    this.reader = reader;
    this.frames = frames;
    this.paths = paths;
    catalogue.all().forEach(def -> make(def, hosts));
    Set<ItemId> left = new HashSet<>(samples.keySet());
    catalogue.all().forEach(def -> refuseLoose(def, left));
  }

  private void make(ItemDef def, List<HostDraft> hosts) {
    if (!def.perHost()) {
      make(def, frames.shared());
      return;
    }
    List<HostDraft> made = hosts.stream().filter(host -> isFor(def, host)).toList();
    made.forEach(host -> make(def, frames.of(host)));
    if (made.isEmpty()) {
      Role role = def.roles().stream().findFirst().orElse(new Role("sample"));
      read(def, frames.of(Frames.sample(role)));
    }
  }

  private void make(ItemDef def, Frame frame) {
    Read read = read(def, frame);
    if (!counts(def, frame)) {
      samples.put(def.id(frame), read.item());
      return;
    }
    read.item()
        .ifPresent(item -> {
          items.put(item.id(), item);
          item.files().keySet().forEach(path -> claim(path, item, def));
        });
    if (!read.notes().isEmpty()) {
      notes.put(def.id(frame), read.notes());
    }
  }

  private record Read(Optional<Item> item, List<Note> notes) {}

  /** Reads all of an entry, so that its problems are told whether it counts or not. */
  private Read read(ItemDef def, Frame frame) {
    return new Read(reader.read(def, frame), reader.notes(def, frame));
  }

  /** Whether there is such an item, for the cluster or for a host. */
  static boolean counts(ItemDef def, Frame frame) {
    return Condition.holds(Fields.free(def.node(), def.toString(), frame.problems()), frame);
  }

  /** Refuses what is made from an item that does not count. */
  private void refuseLoose(ItemDef def, Set<ItemId> left) {
    items.values().stream()
        .filter(item -> def.names(item.id()))
        .flatMap(item -> item.parts().stream())
        .filter(left::contains)
        .map(part -> ItemId.of(part.section(), part.name()))
        .forEach(part ->
            frames
                .shared()
                .bad(
                    def.place(),
                    def + " is made where " + part + " is not: its condition does not hold"));
  }

  private void claim(StorePath path, Item item, ItemDef def) {
    paths.claim(path, def.place(), item.id().toString());
  }

  static boolean isFor(ItemDef def, HostDraft host) {
    return !def.perHost() || def.roles().stream().anyMatch(role -> host.host().has(role));
  }

  /**
   * The item that a host gets a file of; made for the purpose where the host is a sample or the
   * item does not count.
   */
  Optional<Item> of(ItemDef def, Frame frame) {
    ItemId id = def.id(frame);
    Item item = items.get(id);
    return item != null || (!def.perHost() && !samples.containsKey(id))
        ? Optional.ofNullable(item)
        : samples.computeIfAbsent(id, sample -> reader.read(def, frame));
  }

  Pki pki() {
    return new Pki(List.copyOf(items.values()), notes);
  }
}
