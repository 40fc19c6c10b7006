package dev.kprov.state;

import dev.kprov.base.Mode;
import dev.kprov.base.Sha256;
import java.util.Locale;
import java.util.Optional;

/**
 * What is kept of a fact: enough to tell later whether it still is one, and nothing of a content.
 *
 * @param kind what was there
 * @param rights who may do what with it; empty where nothing is there or it could not be seen
 * @param file of a regular file: how much it holds, and what
 */
public record Trace(Kind kind, Optional<Rights> rights, Optional<Body> file) {

  /** What can be at a path. */
  public enum Kind {
    NOTHING,
    FILE,
    DIRECTORY,
    SYMLINK,
    SPECIAL,
    UNREADABLE;

    /** In journals and plans. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads it back.
     *
     * @throws IllegalArgumentException where it is none of those words
     */
    public static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** Mode, owner and group. */
  public record Rights(Mode mode, String owner, String group) {

    @Override
    public String toString() {
      return mode + " " + owner + ":" + group;
    }
  }

  /**
   * The content of a regular file.
   *
   * @param size in bytes
   * @param hash empty where it may not be read
   */
  public record Body(long size, Optional<Sha256> hash) {}

  public static Trace of(Fact fact) {
    return switch (fact) {
      case Fact.Missing() -> new Trace(Kind.NOTHING, Optional.empty(), Optional.empty());
      case Fact.RegularFile(Stat stat, Optional<Sha256> hash, var _) ->
          new Trace(Kind.FILE, rights(stat), Optional.of(new Body(stat.size(), hash)));
      case Fact.Directory(Stat stat, var _, var _, var _) -> other(Kind.DIRECTORY, stat);
      case Fact.Symlink(Stat stat) -> other(Kind.SYMLINK, stat);
      case Fact.Special(Stat stat) -> other(Kind.SPECIAL, stat);
      case Fact.Unreadable() -> new Trace(Kind.UNREADABLE, Optional.empty(), Optional.empty());
    };
  }

  private static Trace other(Kind kind, Stat stat) {
    return new Trace(kind, rights(stat), Optional.empty());
  }

  private static Optional<Rights> rights(Stat stat) {
    return Optional.of(new Rights(stat.mode(), stat.owner(), stat.group()));
  }

  /** For people: {@code nothing}, {@code 0600 ubuntu:ubuntu, 1704 bytes, sha256 3f2a…}. */
  @Override
  public String toString() {
    String what = kind == Kind.FILE ? "" : kind.word() + (rights.isPresent() ? " " : "");
    return what
        + rights.map(Rights::toString).orElse("")
        + file.map(body -> ", " + body.size() + " bytes, " + hash(body)).orElse("");
  }

  private static String hash(Body body) {
    return body.hash().map(hash -> "sha256 " + hash).orElse("content not readable");
  }
}
