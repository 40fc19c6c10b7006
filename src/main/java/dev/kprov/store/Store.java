package dev.kprov.store;

import dev.kprov.base.Problem;
import dev.kprov.base.RemotePath;
import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.pki.Ledger;
import dev.kprov.result.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The store as it lies on the operator's disk, for reading. A store that does not exist is an empty
 * one; nothing is ever created here. All failures are {@link RunFailure}s: without its store a run
 * must not decide anything.
 *
 * <p>A public export of a store is read in the same way: of its secret files it has descriptions.
 */
public final class Store {

  static final String LEDGER = "ledger.jsonl";
  static final String JOURNAL = "journal.jsonl";

  /** Holds the number of the last run that began to change something. */
  static final String GENERATION = "generation";

  static final String GITIGNORE = ".gitignore";

  /** What remembers issuances and runs. */
  static final List<StorePath> BOOKS =
      Stream.of(LEDGER, JOURNAL, GENERATION).map(StorePath::new).toList();

  /** What is no file of the PKI. */
  private static final Set<String> OWN =
      Set.of(LEDGER, JOURNAL, GENERATION, StoreLock.NAME, GITIGNORE, PublicManifest.NAME);

  /** Far above every key or certificate, and far below what would fill the memory. */
  private static final int MOST_BYTES = 1 << 20;

  private final Path folder;
  private final Optional<PublicManifest> manifest;

  private Store(Path folder, Optional<PublicManifest> manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  /**
   * The store in a folder.
   *
   * @throws RunFailure where the folder is a public export of which a part is missing or changed
   */
  public static Store at(Path folder) throws RunFailure {
    Optional<PublicManifest> manifest = PublicManifest.in(folder);
    if (manifest.isPresent()) {
      manifest.get().requireWhole(folder);
    }
    return new Store(folder, manifest);
  }

  public Path folder() {
    return folder;
  }

  /** Whether it is a public export, from which nothing can be pushed. */
  public boolean isExport() {
    return manifest.isPresent();
  }

  /** Refuses what an export cannot do, having no keys. */
  public void requireKeys() throws RunFailure {
    if (isExport()) {
      throw new RunFailure(
          RunFailure.Kind.BAD_FILE,
          folder + " is a public export, without keys",
          "run this where the store itself is, and name that with --store");
    }
  }

  /** What there is of a file; empty where there is nothing. */
  public Optional<Kept> read(StorePath path) throws RunFailure {
    Optional<Kept> described = manifest.map(PublicManifest::secrets).map(all -> all.get(path));
    return described.isPresent() ? described : readSecret(path).map(Kept.Whole::new);
  }

  /**
   * All files but those that kprov keeps for itself, whoever put them there.
   *
   * @throws RunFailure where a folder cannot be read
   */
  public List<StorePath> files() throws RunFailure {
    try (Stream<Path> all = Files.walk(folder.toRealPath())) {
      Path root = folder.toRealPath();
      return all.filter(file -> Files.isRegularFile(file) && !Disk.isAside(file))
          .map(file -> root.relativize(file).toString())
          .filter(name -> RemotePath.faultOf("/" + name).isEmpty() && !OWN.contains(name))
          .map(StorePath::new)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw LocalIo.failure("read", folder, e);
    } catch (UncheckedIOException e) {
      throw LocalIo.failure("read", folder, Objects.requireNonNull(e.getCause()));
    }
  }

  /** The content of a file, as if every one were secret; empty where there is none. */
  public Optional<Secret> readSecret(StorePath path) throws RunFailure {
    Optional<byte[]> content = content(path);
    Optional<Secret> secret = content.map(Secret::of);
    content.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
    return secret;
  }

  /**
   * All that was ever issued. A last line that was cut short by a crash counts for nothing: what it
   * was about has not been pushed anywhere.
   *
   * @throws RunFailure of kind {@code BAD_FILE} where any other line is damaged, and {@code
   *     LOCAL_IO} where the store is a symlink that leads nowhere
   */
  public Ledger ledger() throws RunFailure {
    failWhereTheFolderIsNotMounted();
    return LedgerText.read(lines(LEDGER).read());
  }

  /**
   * Every run that changed something or tried to.
   *
   * @throws RunFailure as {@link #ledger}; of damaged lines the journal itself tells
   */
  public Journal journal() throws RunFailure {
    failWhereTheFolderIsNotMounted();
    return JournalText.read(lines(JOURNAL).read(), begun());
  }

  /** The number of the last run that began to change something; 0 where none ever has. */
  private long begun() throws RunFailure {
    Path file = folder.resolve(GENERATION);
    Optional<byte[]> content = content(new StorePath(GENERATION));
    try {
      return content
          .map(bytes -> Long.parseLong(new String(bytes, StandardCharsets.US_ASCII).strip()))
          .orElse(0L);
    } catch (NumberFormatException _) {
      throw new RunFailure(
          RunFailure.Kind.BAD_FILE,
          file + " is not the number of a run",
          "remove it: the journal tells the number as well");
    }
  }

  /** Files and ledger in one hash, which is another one where any of them has changed. */
  public Sha256 digest(Collection<StorePath> files) throws RunFailure {
    StringBuilder all = new StringBuilder();
    for (StorePath path : files.stream().sorted().toList()) {
      String hash = read(path).map(kept -> kept.known().hash().hex()).orElse("-");
      all.append(path).append(' ').append(hash).append('\n');
    }
    lines(LEDGER).read().whole().forEach(line -> all.append(line).append('\n'));
    return Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What is not as it should be and keeps nobody from working: files and folders that others may
   * read, symlinks, a line cut short. {@link StoreWriter#tighten} mends the modes.
   *
   * @param secrets the files of which only the owner may know the content
   */
  public List<Problem> notes(Collection<StorePath> secrets) throws RunFailure {
    if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of(
          Problem.of(
              folder + " does not exist yet",
              "for a new cluster it will be made; else restore it, or name the right one with"
                  + " --store"));
    }
    return Stream.of(
            open(secrets).stream().map(this::openNote),
            secrets.stream().map(this::file).filter(Files::isSymbolicLink).map(Store::linkNote),
            lines(LEDGER).read().tornNote().stream(),
            lines(JOURNAL).read().tornNote().stream())
        .flatMap(notes -> notes)
        .toList();
  }

  private Problem openNote(Path path) {
    return Permissions.note(path, path.equals(folder) ? "chmod 700" : "chmod 600");
  }

  /** Which of some files, and whether the folder itself, other users may read, write or enter. */
  public List<Path> open(Collection<StorePath> secrets) {
    if (manifest.isPresent()) {
      return List.of(); // nothing in an export is a secret
    }
    return Stream.concat(Stream.of(folder), secrets.stream().map(this::file))
        .filter(Permissions::open)
        .toList();
  }

  /**
   * Takes the store for this run, makes its folder if need be and removes what dead runs left.
   *
   * @param holder what another run is told that finds the store taken
   * @throws RunFailure of kind {@code LOCKED} where another run holds it; at once, since waiting is
   *     the caller's
   */
  public StoreWriter lock(Holder holder) throws RunFailure {
    requireKeys();
    return StoreWriter.open(this, holder);
  }

  /** What lies behind a symlink that leads nowhere is not an empty store. */
  private void failWhereTheFolderIsNotMounted() throws RunFailure {
    if (Files.isSymbolicLink(folder) && Files.notExists(folder)) {
      throw LocalIo.failure("read", folder, new NoSuchFileException(folder.toString()));
    }
  }

  Path file(StorePath path) {
    return folder.resolve(path.text());
  }

  JsonLines lines(String name) {
    return new JsonLines(folder.resolve(name));
  }

  private Optional<byte[]> content(StorePath path) throws RunFailure {
    if (manifest.isPresent() && !manifest.get().has(path)) {
      return Optional.empty();
    }
    Path file = file(path);
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new RunFailure(RunFailure.Kind.BAD_FILE, file + " is larger than 1 MiB");
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return absent(file, e);
    } catch (IOException e) {
      throw LocalIo.failure("read", file, e);
    }
  }

  /**
   * A link into nowhere is not an absent file: its target may lie on a disk that is not mounted.
   */
  private static Optional<byte[]> absent(Path file, IOException e) throws RunFailure {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw LocalIo.failure("read", file, e);
    }
    return Optional.empty();
  }

  private static Problem linkNote(Path file) {
    return Problem.of(
        file + " is a symlink", "the next write replaces it by a file; move its target there");
  }
}
