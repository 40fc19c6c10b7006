package dev.kprov.base;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Why the operator's own disk failed, in words. The JDK's messages are often only the path. */
public final class IoCause {

  private IoCause() {}

  /** The cause without the path: lower case, no full stop. */
  public static String of(IOException e) {
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
}
