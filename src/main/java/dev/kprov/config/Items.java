package dev.kprov.config;

import dev.kprov.base.StorePath;
import dev.kprov.config.InventoryDraft.HostDraft;
import dev.kprov.inventory.Role;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Pki;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every item of the PKI, made for the cluster or for each host that it is for. */
final class Items {

  private final Map<ItemId, Item> items = new LinkedHashMap<>();
  private final Map<ItemId, Optional<Item>> samples = new HashMap<>();
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
      reader.read(def, frames.of(Frames.sample("sample", role)));
    }
  }

  private void make(ItemDef def, Frame frame) {
    reader
        .read(def, frame)
        .ifPresent(item -> {
          items.put(item.id(), item);
          item.files().keySet().forEach(path -> claim(path, item, def));
        });
  }

  private void claim(StorePath path, Item item, ItemDef def) {
    paths.claim(path, def.place(), item.id().toString());
  }

  static boolean isFor(ItemDef def, HostDraft host) {
    return !def.perHost() || def.roles().stream().anyMatch(role -> host.host().has(role));
  }

  /** The item that a host gets a file of; made for the purpose where the host is a sample. */
  Optional<Item> of(ItemDef def, Frame frame) {
    ItemId id = def.id(frame);
    Item item = items.get(id);
    return item != null || !def.perHost()
        ? Optional.ofNullable(item)
        : samples.computeIfAbsent(id, sample -> reader.read(def, frame));
  }

  Pki pki() {
    return new Pki(List.copyOf(items.values()));
  }
}
