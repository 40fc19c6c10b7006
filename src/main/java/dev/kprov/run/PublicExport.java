package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.pki.Item;
import dev.kprov.result.StoreExport;
import dev.kprov.state.FileKind;
import dev.kprov.store.Kept;
import dev.kprov.store.PublicFolder;
import dev.kprov.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes what of a store everybody may have. Files are taken by what they are, so that an export
 * holds those of users and of hosts that are gone too; those that the playbook names are in it
 * whatever they are, so that it says of them what the store would.
 */
public final class PublicExport {

  private final StoreErrand errand;
  private final Store store;

  public PublicExport(StoreErrand errand) throws RunFailure {
    this.errand = errand;
    this.store = errand.store();
  }

  /**
   * Makes an export, or brings one up to date.
   *
   * @param folder that of the export
   */
  public StoreExport writeTo(Path folder) throws RunFailure, InterruptedException {
    if (Files.notExists(store.folder())) {
      throw new RunFailure(
          RunFailure.Kind.BAD_FILE,
          store.folder() + " does not exist",
          "kprov up makes it; if the cluster exists already, name its store with --store");
    }
    try (var _ = errand.hold()) {
      SortedMap<StorePath, Kept> files = files();
      Sha256 list = PublicFolder.write(folder, store, errand.cluster(), files);
      long secrets = files.values().stream().filter(Kept.Described.class::isInstance).count();
      return new StoreExport(folder, files.size() - secrets, secrets, list);
    }
  }

  private SortedMap<StorePath, Kept> files() throws RunFailure {
    Map<StorePath, FileKind> named = named();
    SortedSet<StorePath> paths = new TreeSet<>(store.files());
    paths.addAll(named.keySet());
    SortedMap<StorePath, Kept> files = new TreeMap<>();
    for (StorePath path : paths) {
      Optional<Secret> content = store.readSecret(path);
      if (content.isPresent()) {
        Essences.publicHalf(path, content.get(), Optional.ofNullable(named.get(path)))
            .ifPresent(kept -> files.put(path, kept));
      }
    }
    return files;
  }

  /** What the playbook reads. */
  private Map<StorePath, FileKind> named() {
    Map<StorePath, FileKind> named = new TreeMap<>();
    for (Item item : errand.pki().items()) {
      named.putAll(item.files());
      if (item instanceof Item.Authority ca) {
        named.put(ca.signersFile(), FileKind.CERTIFICATE);
        named.put(ca.requestFile(), FileKind.PUBLIC_KEY);
      }
    }
    return named;
  }
}
