package dev.kprov.store;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that is read as a store is, and has no secret in it. The list of its files is written
 * before them: as long as one of them is missing or old, nobody takes the folder for whole.
 */
public final class PublicFolder {

  private static final Logger LOG = LoggerFactory.getLogger(PublicFolder.class);

  private final Path folder;

  private PublicFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes an export, or brings an older one of the same cluster up to date.
   *
   * @param store which this run holds, so that nobody writes it meanwhile
   * @param kept its files: whole where they are public
   * @return SHA-256 of {@code public.json}, which stands for all of it
   * @throws RunFailure of kind {@code BAD_FILE} where the folder holds anything else
   */
  public static Sha256 write(Path folder, Store store, String cluster, Map<StorePath, Kept> kept)
      throws RunFailure {
    PublicFolder target = new PublicFolder(folder);
    try {
      target.refuseStore(store);
      Map<StorePath, Kept> all = new TreeMap<>(kept);
      for (StorePath book : Store.BOOKS) {
        Path file = store.file(book);
        if (Files.exists(file)) {
          all.put(book, new Kept.Whole(Secret.of(Files.readAllBytes(file))));
        }
      }
      return target.write(PublicManifest.of(cluster, all), all);
    } catch (IOException e) {
      throw LocalIo.failure("write", folder, e);
    }
  }

  private Sha256 write(PublicManifest manifest, Map<StorePath, Kept> all)
      throws IOException, RunFailure {
    Optional<PublicManifest> older = older(manifest);
    makeFolder(folder);
    for (StorePath stale : stale(older, manifest)) {
      Files.deleteIfExists(inside(stale.text()));
    }
    Secret list = Secret.of(ManifestText.write(manifest).getBytes(StandardCharsets.UTF_8));
    write(PublicManifest.NAME, list);
    for (Map.Entry<StorePath, Kept> file : all.entrySet()) {
      if (file.getValue() instanceof Kept.Whole(Secret content)) {
        write(file.getKey().text(), content);
      }
    }
    LOG.info("local: exported the store to {}", folder);
    return Sha256.of(list);
  }

  /** Not brought to the disk: what a crash takes is missed by its hash, and made again. */
  private void write(String name, Secret content) throws IOException, RunFailure {
    Path file = inside(name);
    makeFolder(Disk.folderOf(file));
    Files.deleteIfExists(file);
    Files.write(file, content.use(byte[]::clone), StandardOpenOption.CREATE_NEW);
    Files.setPosixFilePermissions(file, Permissions.PUBLIC_FILE);
  }

  /** Whoever may change the folder, as in a repository, must not lead us elsewhere by a link. */
  private Path inside(String name) throws IOException, RunFailure {
    Path file = folder.resolve(name);
    Path parent = Disk.folderOf(file);
    if (!nearest(parent).startsWith(folder.toRealPath())) {
      throw refused(parent + " leads out of the export");
    }
    return file;
  }

  /** The first that exists of a path and the folders above it, and where it really is. */
  private static Path nearest(Path path) throws IOException {
    Path nearest = path.toAbsolutePath().normalize();
    while (!Files.exists(nearest)) {
      nearest = Disk.folderOf(nearest);
    }
    return nearest.toRealPath();
  }

  /** Others shall read it, whatever the umask says. */
  private static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, Permissions.PUBLIC_FOLDER);
    }
  }

  private void refuseStore(Store store) throws IOException, RunFailure {
    if (nearest(folder).startsWith(store.folder().toRealPath())) {
      throw refused(folder + " lies in the store, which nobody else may read");
    }
  }

  /** The export that is there; refuses what is none. */
  private Optional<PublicManifest> older(PublicManifest manifest) throws IOException, RunFailure {
    Optional<PublicManifest> older = PublicManifest.in(folder);
    if (older.isEmpty() && !isEmpty()) {
      throw refused(folder + " has other files in it");
    }
    if (older.isPresent() && !older.get().cluster().equals(manifest.cluster())) {
      throw refused(folder + " is the export of another cluster, " + older.get().cluster());
    }
    for (StorePath secret : manifest.secrets().keySet()) {
      boolean exported = older.isPresent() && older.get().has(secret);
      if (!exported && Files.exists(folder.resolve(secret.text()), LinkOption.NOFOLLOW_LINKS)) {
        throw refused(folder.resolve(secret.text()) + " bears the name of a secret file");
      }
    }
    return older;
  }

  private boolean isEmpty() throws IOException {
    if (Files.notExists(folder)) {
      return true;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static List<StorePath> stale(Optional<PublicManifest> older, PublicManifest manifest) {
    List<StorePath> stale = new ArrayList<>();
    older.ifPresent(one -> stale.addAll(one.files().keySet()));
    stale.removeAll(manifest.files().keySet());
    return stale;
  }

  private static RunFailure refused(String why) {
    return new RunFailure(
        RunFailure.Kind.BAD_FILE, why, "name with --to a folder that is new, empty or an export");
  }
}
