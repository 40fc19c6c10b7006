package dev.kprov.store;

import dev.kprov.base.RunFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** Puts failures of the operator's own disk into words. */
final class LocalIo {

  private LocalIo() {}

  /**
   * The failure of a run.
   *
   * @param verb what could not be done: {@code write}
   */
  static RunFailure failure(String verb, Path path, IOException e) {
    String cause = cause(e);
    return new RunFailure(
        RunFailure.Kind.LOCAL_IO,
        "cannot %s %s: %s".formatted(verb, path, cause),
        hint(cause, path));
  }

  private static String cause(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "no such file, or a symlink that leads nowhere";
      case NotDirectoryException _ -> "not a folder";
      case FileSystemException f when f.getReason() != null -> lower(f.getReason());
      default -> lower(String.valueOf(e.getMessage()));
    };
  }

  private static String lower(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
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
