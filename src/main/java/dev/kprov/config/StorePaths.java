package dev.kprov.config;

import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import dev.kprov.base.RemotePath;
import dev.kprov.base.StorePath;
import dev.kprov.inventory.Role;
import dev.kprov.text.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Gives every file of an item its path in the store, and sees to it that no two share one. */
final class StorePaths {

  /** What kprov itself keeps in the store. */
  private static final List<String> OWN = List.of("ledger.jsonl", "journal.jsonl", "lock");

  /** Where lie the files of people, whom no playbook names, and what others sign. */
  private static final Map<String, String> FOLDERS =
      Map.of("users", "kprov user", "authorities", "kprov ca");

  private final Map<String, String> owners = new HashMap<>();
  private final Map<String, Boolean> alike = new HashMap<>();
  private final Frame one;
  private final Frame other;
  private final Problems problems;

  StorePaths(Frames frames, Problems problems) {
    this.one = frames.silent(Frames.sample(new Role("sample")));
    this.other = frames.silent(Frames.another(new Role("sample")));
    this.problems = problems;
  }

  /**
   * Whether files of an item made for each host would have one name for two hosts, so that they go
   * below {@code hosts/NAME/}. This is asked of the templates and not of the hosts at hand: a store
   * path must not change when a host is added.
   */
  boolean alike(ItemDef def, List<Node.Scalar> names) {
    return def.perHost() && names.stream().anyMatch(this::isAlike);
  }

  private boolean isAlike(Node.Scalar name) {
    return alike.computeIfAbsent(name.text(), text -> one.fill(name).equals(other.fill(name)));
  }

  /** The path of one file. */
  Optional<StorePath> path(Node.Scalar name, boolean alike, Frame frame) {
    return frame
        .fill(name)
        .map(path ->
            alike ? frame.host().map(h -> "hosts/" + h.name() + "/" + path).orElse(path) : path)
        .flatMap(path -> sound(name, path, frame));
  }

  private static Optional<StorePath> sound(Node.Scalar name, String path, Frame frame) {
    Optional<String> fault = RemotePath.faultOf("/" + path);
    if (fault.isPresent()) {
      return frame.bad(name, "file " + path + ": a path in the store " + fault.get());
    }
    if (path.startsWith(".") || path.contains("/.")) {
      return frame.bad(name, "file " + path + ": a path in the store must not be hidden");
    }
    if (OWN.contains(path.toLowerCase(Locale.ROOT))) {
      return frame.bad(name, "file " + path + ": the name is taken by kprov's own file");
    }
    String folder = path.toLowerCase(Locale.ROOT).replaceFirst("/.*", "");
    if (FOLDERS.containsKey(folder)) {
      String whose = folder + "/ is for " + FOLDERS.get(folder);
      return frame.bad(name, "file " + path + ": the folder " + whose);
    }
    return Optional.of(new StorePath(path));
  }

  /** Claims a path for an item; two that differ only in case are one on many a disk. */
  void claim(StorePath path, Place place, String item) {
    String key = path.text().toLowerCase(Locale.ROOT);
    String owner = owners.putIfAbsent(key, item);
    if (owner != null) {
      problems.add(place, "store path " + path + " of " + item + " is already that of " + owner);
    }
    for (int slash = key.indexOf('/'); slash > 0; slash = key.indexOf('/', slash + 1)) {
      String folder = owners.putIfAbsent(key.substring(0, slash) + "/", item);
      String file = owners.get(key.substring(0, slash));
      if (folder == null && file != null) {
        problems.add(place, "store path " + path + " of " + item + " lies below a file of " + file);
      }
    }
    String below = owners.get(key + "/");
    if (below != null) {
      problems.add(place, "store path " + path + " of " + item + " is a folder of " + below);
    }
  }
}
