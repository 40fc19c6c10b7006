package dev.kprov.acceptance;

import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.lab.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What lies in the home directories of all hosts at a moment, hidden files included. The names are
 * {@code worker1:ca.pem}; where all places are looked at that layouts write to, {@code
 * worker1:/home/ubuntu/ca.pem}.
 */
record Homes(Map<String, Entry> entries) {

  private static final String HOME = "home/ubuntu";

  /**
   * One file, directory or link.
   *
   * @param substance its type, mode, owner, group and content: what kprov promises
   * @param trace its inode and, of a file, its times: what tells whether anybody touched it
   */
  record Entry(String substance, String trace) {}

  static Homes of(Lab lab) {
    Map<String, Entry> entries = new TreeMap<>();
    for (String host : Lab.HOSTS) {
      Path home = lab.root(host).resolve(HOME);
      walk(home).forEach(file -> entries.put(host + ":" + home.relativize(file), entry(file)));
    }
    return new Homes(entries);
  }

  static Homes andAllElse(Lab lab) {
    Map<String, Entry> entries = new TreeMap<>();
    for (String host : Lab.HOSTS) {
      Path root = lab.root(host);
      for (String place : List.of(HOME, "etc/kubernetes", "var/lib/kubelet")) {
        walk(root.resolve(place))
            .forEach(file -> entries.put(host + ":/" + root.relativize(file), entry(file)));
      }
    }
    return new Homes(entries);
  }

  private static List<Path> walk(Path place) {
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(place)) {
      return files.filter(file -> !(file.equals(place) && place.endsWith(HOME))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of all that was made, removed, changed or replaced since. */
  Set<String> touchedSince(Homes earlier) {
    Set<String> names = new TreeSet<>(entries.keySet());
    names.addAll(earlier.entries.keySet());
    names.removeIf(name -> Objects.equals(entries.get(name), earlier.entries.get(name)));
    return names;
  }

  /** Everything but the traces. */
  Map<String, String> substance() {
    Map<String, String> substance = new TreeMap<>();
    entries.forEach((name, entry) -> substance.put(name, entry.substance()));
    return substance;
  }

  /** The host in a name. */
  static String host(String name) {
    return name.substring(0, name.indexOf(':'));
  }

  /** What one file is. */
  String substance(String name) {
    return Objects.requireNonNull(entries.get(name), name).substance();
  }

  private static Entry entry(Path file) {
    try {
      Map<String, Object> seen =
          Files.readAttributes(
              file,
              "unix:mode,uid,gid,ino,lastModifiedTime,ctime,isRegularFile,isDirectory",
              LinkOption.NOFOLLOW_LINKS);
      String content =
          Boolean.TRUE.equals(seen.get("isRegularFile")) && Files.isReadable(file)
              ? Sha256.of(Secret.of(Files.readAllBytes(file))).toString()
              : "";
      return new Entry(
          "%s %s:%s %s".formatted(mode(seen), seen.get("uid"), seen.get("gid"), content),
          Boolean.TRUE.equals(seen.get("isDirectory"))
              ? String.valueOf(seen.get("ino"))
              : seen.get("ino") + " " + seen.get("lastModifiedTime") + " " + seen.get("ctime"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String mode(Map<String, Object> seen) {
    return Integer.toOctalString((Integer) Objects.requireNonNull(seen.get("mode")));
  }
}
