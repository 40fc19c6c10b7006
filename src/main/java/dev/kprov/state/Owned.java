package dev.kprov.state;

import dev.kprov.base.RemotePath;
import java.util.List;

/**
 * The files that a push answers for: the regular files and symlinks directly in a directory whose
 * names match one of the patterns.
 *
 * @param directory the destination of the push
 * @param patterns shell globs without a slash, such as {@code *.pem}
 */
public record Owned(RemotePath directory, List<String> patterns) {

  public Owned {
    patterns = List.copyOf(patterns);
  }
}
