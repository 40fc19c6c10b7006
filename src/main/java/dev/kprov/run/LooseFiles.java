package dev.kprov.run;

import dev.kprov.base.IoCause;
import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads files that nobody vouches for, and all that lies below folders. */
final class LooseFiles {

  /** Far above every key or certificate, and far below what would fill the memory. */
  private static final int MOST_BYTES = 1 << 20;

  private final Map<Path, Secret> contents = new LinkedHashMap<>();

  private LooseFiles() {}

  /**
   * The contents of files, in the order of the places given and then of their names. Within a
   * folder links are not followed, and larger files than any key are passed over.
   *
   * @throws RunFailure where one cannot be read
   */
  static Map<Path, Secret> read(List<Path> places) throws RunFailure {
    LooseFiles loose = new LooseFiles();
    for (Path place : places) {
      try {
        loose.take(place);
      } catch (IOException e) {
        throw failure(place, e);
      } catch (UncheckedIOException e) {
        throw failure(place, Objects.requireNonNull(e.getCause()));
      }
    }
    return loose.contents;
  }

  private static RunFailure failure(Path place, IOException e) {
    String cause = IoCause.of(e);
    return new RunFailure(RunFailure.Kind.LOCAL_IO, "cannot read " + place + ": " + cause);
  }

  private void take(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      takeFile(place);
      return;
    }
    try (Stream<Path> below = Files.walk(place.resolve("."))) {
      for (Path file : below.sorted().toList()) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          takeFile(file.normalize());
        }
      }
    }
  }

  private void takeFile(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      return;
    }
    byte[] bytes = Files.readAllBytes(file);
    contents.put(file, Secret.of(bytes));
    Arrays.fill(bytes, (byte) 0);
  }
}
