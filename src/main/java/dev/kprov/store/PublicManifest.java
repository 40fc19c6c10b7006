package dev.kprov.store;

import dev.kprov.base.IoCause;
import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.state.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What makes a folder a public export of a store: its file {@code public.json}, which lists what is
 * in it and describes what is not.
 *
 * @param cluster whose store it is of
 * @param files that are in the folder
 * @param secrets that are not
 */
record PublicManifest(
    String cluster,
    SortedMap<StorePath, Content.Known> files,
    SortedMap<StorePath, Kept.Described> secrets) {

  static final String NAME = "public.json";

  private static final String AGAIN = "make it again with kprov store export, or fetch all of it";

  PublicManifest {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
  }

  static PublicManifest of(String cluster, Map<StorePath, Kept> kept) {
    SortedMap<StorePath, Content.Known> files = new TreeMap<>();
    SortedMap<StorePath, Kept.Described> secrets = new TreeMap<>();
    kept.forEach((path, one) -> {
      switch (one) {
        case Kept.Whole whole -> files.put(path, whole.known());
        case Kept.Described described -> secrets.put(path, described);
      }
    });
    return new PublicManifest(cluster, files, secrets);
  }

  /**
   * That of a folder; empty where the folder is no export.
   *
   * @throws RunFailure where it cannot be read
   */
  static Optional<PublicManifest> in(Path folder) throws RunFailure {
    Path file = folder.resolve(NAME);
    return Files.isRegularFile(file)
        ? Optional.of(ManifestText.read(OperatorFiles.readText(file), file))
        : Optional.empty();
  }

  /** Whether the folder has a file, as far as this says. */
  boolean has(StorePath path) {
    return files.containsKey(path);
  }

  /** Refuses a folder of which a part is missing, was changed or was put in. */
  void requireWhole(Path folder) throws RunFailure {
    List<Problem> faults = new ArrayList<>();
    files.forEach(
        (path, known) -> fault(folder.resolve(path.text()), known.hash()).ifPresent(faults::add));
    Store.BOOKS.stream()
        .filter(book -> !has(book) && Files.exists(folder.resolve(book.text())))
        .map(book -> problem(folder.resolve(book.text()), "is not listed in " + NAME))
        .forEach(faults::add);
    if (!faults.isEmpty()) {
      throw new RunFailure(RunFailure.Kind.BAD_FILE, faults);
    }
  }

  private static Optional<Problem> fault(Path file, Sha256 listed) {
    try {
      return Sha256.of(Files.readAllBytes(file)).equals(listed)
          ? Optional.empty()
          : Optional.of(problem(file, "is not the one that " + NAME + " lists"));
    } catch (NoSuchFileException _) {
      return Optional.of(problem(file, "is missing from the public export"));
    } catch (IOException e) {
      return Optional.of(Problem.of("cannot read " + file + ": " + IoCause.of(e)));
    }
  }

  private static Problem problem(Path file, String what) {
    return Problem.of(file + " " + what, AGAIN);
  }
}
