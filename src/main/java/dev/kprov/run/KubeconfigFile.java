package dev.kprov.run;

import dev.kprov.base.IoCause;
import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.store.OperatorFiles;
import dev.kprov.store.Permissions;
import dev.kprov.text.NamedLists;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One of the operator's own kubeconfigs, with what is to be changed in it. */
final class KubeconfigFile {

  /** What a new one begins with. */
  private static final byte[] EMPTY =
      "apiVersion: v1\nkind: Config\npreferences: {}\n".getBytes(StandardCharsets.UTF_8);

  private final Path path;
  private final boolean exists;
  private final byte[] before;
  private final NamedLists text;
  private final List<String> changes = new ArrayList<>();

  private KubeconfigFile(Path path, boolean exists, byte[] before) throws RunFailure {
    this.path = path;
    this.exists = exists;
    this.before = before;
    boolean blank = new String(before, StandardCharsets.UTF_8).isBlank();
    this.text = NamedLists.read(blank ? EMPTY : before, path.toString());
  }

  static KubeconfigFile read(Path path) throws RunFailure {
    try {
      boolean exists = Files.exists(path);
      return new KubeconfigFile(path, exists, exists ? Files.readAllBytes(path) : new byte[0]);
    } catch (IOException e) {
      throw new RunFailure(RunFailure.Kind.LOCAL_IO, "cannot read " + path + ": " + IoCause.of(e));
    }
  }

  Path path() {
    return path;
  }

  boolean exists() {
    return exists;
  }

  NamedLists text() {
    return text;
  }

  List<String> changes() {
    return List.copyOf(changes);
  }

  void put(String list, String name, List<String> lines, String change) throws RunFailure {
    text.put(list, name, lines);
    changes.add(change);
  }

  void set(String key, String value, String change) throws RunFailure {
    text.set(key, value);
    changes.add(change);
  }

  /** Whether somebody else may read a file that gets, or has, a key in it. */
  void tighten() throws RunFailure {
    if (exists && Permissions.open(path)) {
      changes.add("mode: 0600, since a key is in it");
    }
  }

  /** Writes what was changed, beside nobody else who keeps kubectl's rules. */
  void write() throws RunFailure {
    if (changes.isEmpty()) {
      return;
    }
    try (var _ = OperatorFiles.lock(path)) {
      if (exists && !Arrays.equals(before, Files.readAllBytes(path))) {
        throw new RunFailure(
            RunFailure.Kind.LOCAL_IO, path + " was changed in the meantime", "run again");
      }
      OperatorFiles.write(path, Secret.of(text.text()));
    } catch (IOException e) {
      throw new RunFailure(RunFailure.Kind.LOCAL_IO, "cannot read " + path + ": " + IoCause.of(e));
    }
  }
}
