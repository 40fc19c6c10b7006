package dev.kprov.store;

import dev.kprov.base.IoCause;
import dev.kprov.base.RunFailure;
import java.io.IOException;
import java.nio.file.Path;

/** Puts failures of the operator's own disk into words. */
final class LocalIo {

  private LocalIo() {}

  /**
   * The failure of a run.
   *
   * @param verb what could not be done: {@code write}
   */
  static RunFailure failure(String verb, Path path, IOException e) {
    String cause = IoCause.of(e);
    return new RunFailure(
        RunFailure.Kind.LOCAL_IO,
        "cannot %s %s: %s".formatted(verb, path, cause),
        hint(cause, path));
  }

  private static String hint(String cause, Path path) {
    if (cause.startsWith("no space") || cause.startsWith("disk quota")) {
      return "free some space there and run again; what was written before is whole";
    }
    if (cause.startsWith("no such file")) {
      return "mount or restore what belongs at " + path;
    }
    return "make the store usable for this user, or choose another with --store";
  }
}
