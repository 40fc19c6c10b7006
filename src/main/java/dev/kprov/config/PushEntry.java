package dev.kprov.config;

import dev.kprov.base.Mode;
import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import dev.kprov.base.RemotePath;
import dev.kprov.state.Resource;
import dev.kprov.text.Node;
import java.util.Optional;

/** One entry of a push's {@code files}: a file of an item, or one of the operator's machine. */
sealed interface PushEntry permits FileEntry, LocalEntry {

  /** The whole of it, for its condition. */
  Fields entry();

  /** Where it is told of. */
  Place place();

  static Optional<? extends PushEntry> read(
      Node node, Catalogue catalogue, LocalFiles locals, Problems problems) {
    Fields fields = Fields.of(node, "file", Keys.PUSH_FILE, problems);
    if (fields.has("item") && fields.has("source")) {
      problems.add(fields.place("source"), "file: give either item or source");
      return Optional.empty();
    }
    if (fields.has("source")) {
      return LocalEntry.read(fields, locals, problems);
    }
    if (fields.has("sha256")) {
      problems.add(fields.place("sha256"), "sha256 is for a file of this machine: say its source");
    }
    return FileEntry.read(fields, catalogue, problems);
  }

  /** Refuses targets that it is not made for. */
  void refuseOthers(Targets on, Problems problems);

  /** Refuses what is not made for a host. */
  void refuseMissing(Frame frame);

  /** The file on a host; empty where it does not count there, and where a problem was added. */
  Optional<Resource> resource(RemotePath to, String owner, String group, Items items, Frame frame);

  /** Whether a host gets the file, as far as its own condition says. */
  default boolean counts(Frame frame) {
    return Condition.holds(entry(), frame);
  }

  static Optional<Mode> mode(Node.Scalar text, Problems problems) {
    Optional<Mode> mode = Mode.parse(text.text());
    if (mode.isEmpty()) {
      problems.add(text.place(), "mode " + text.text() + " is not like 0644");
    }
    return mode;
  }

  /** Whether a text can be the name of a file. */
  static boolean isFileName(String text, Place place, Frame frame) {
    boolean good = !text.contains("/") && RemotePath.faultOf("/" + text).isEmpty();
    if (!good) {
      frame.bad(place, "name " + text + " is no file name");
    }
    return good;
  }
}
