package dev.kprov.acceptance;

import dev.kprov.lab.Lab;
import java.util.List;

/**
 * Something that somebody does to a file on a host, and what a plan says of it.
 *
 * @param told with {@code FILE} for the path
 */
record Damage(Kind kind, String host, String file, String told) {

  /** What may be done to a file, as a script. */
  enum Kind {
    FLIPPED_BYTE("printf '#' | dd of=FILE bs=1 seek=40 conv=notrunc status=none"),
    DELETED("rm -rf FILE"),
    WIDENED("chmod 0640 FILE"),
    CLOSED("chmod 0 FILE"),
    FOREIGN_OWNER("chown nobody:nogroup FILE"),
    SYMLINK("echo precious >/var/tmp/elsewhere; ln -sfn /var/tmp/elsewhere FILE"),
    EMPTY_DIRECTORY("rm FILE; mkdir FILE"),
    FULL_DIRECTORY("rm FILE; mkdir FILE; echo kept >FILE/kept"),
    STRANGER("echo old >FILE"),
    STRAY_KEY("echo '-----BEGIN PRIVATE KEY-----' >FILE"),
    /** A file that control0 has at the same place. */
    LEAKED("cat >FILE <<'END'\nCONTENT\nEND");

    private final String script;

    Kind(String script) {
      this.script = script;
    }
  }

  /** The damages of a layout's table. */
  static List<Damage> of(Layout layout) {
    return layout
        .lines("drift")
        .map(row -> new Damage(Kind.valueOf(row.get(0)), row.get(1), row.get(2), row.get(3)))
        .toList();
  }

  void happens(Lab lab) {
    String content = kind == Kind.LEAKED ? lab.shell("control0", "cat " + file) : "";
    lab.shell(host, kind.script.replace("FILE", file).replace("CONTENT", content));
  }

  /** Whether an up makes it good; what else there is, it only tells. */
  boolean isRepaired() {
    return told.startsWith("create ") || told.startsWith("update ");
  }

  /** The name that {@link Homes} give to the file. */
  String name() {
    return host + ":" + file;
  }

  /** What a plan says. */
  String line() {
    return host + ": " + told.replace("FILE", file);
  }

  /** What verify and up say where it stays, if it is a fault. */
  String error() {
    return line().replaceFirst(": (error|blocked) ", ": ");
  }

  boolean isFault() {
    return told.startsWith("error ") || told.startsWith("blocked ");
  }
}
