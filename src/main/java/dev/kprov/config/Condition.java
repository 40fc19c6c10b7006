package dev.kprov.config;

import dev.kprov.base.Version;
import dev.kprov.base.VersionRange;
import dev.kprov.text.Node;
import dev.kprov.text.Template;
import java.util.List;
import java.util.Optional;

/**
 * What must hold for an entry to count: {@code when: {vars.kubernetesVersion: ">= 1.29"}}. The keys
 * are names as templates have them. A value is the text that the name must stand for, or one or two
 * bounds of a version. All of it must hold.
 *
 * <p>What does not count is read and checked all the same, so that a fault in it does not wait for
 * the day on which it does.
 */
final class Condition {

  static final String KEY = "when";

  private Condition() {}

  /** Whether the condition of an entry holds; one without a condition always counts. */
  static boolean holds(Fields entry, Frame frame) {
    List<Node.Entry> all = entry.free(KEY).entries();
    if (all.isEmpty() && entry.optional(KEY).orElse(null) instanceof Node.Mapping empty) {
      frame.bad(empty.place(), "when must name at least one condition");
    }
    // No short cut: every fault is to be told.
    return all.stream().map(one -> holds(one, frame)).toList().stream().allMatch(held -> held);
  }

  private static boolean holds(Node.Entry condition, Frame frame) {
    Node.Scalar name = condition.key();
    if (!(condition.value() instanceof Node.Scalar wanted) || wanted.absent()) {
      frame.bad(
          condition.value().place(),
          "when: " + name.text() + " must be a text, not " + condition.value().kind());
      return false;
    }
    Optional<String> is = fill(name.with("{{ " + name.text() + " }}"), frame);
    Optional<String> must = fill(wanted, frame);
    return is.isPresent() && must.isPresent() && holds(name, is.get(), wanted, must.get(), frame);
  }

  /** Unlike elsewhere, an empty text is as good as any. */
  private static Optional<String> fill(Node.Scalar source, Frame frame) {
    return Template.fill(source, frame.scope(), frame.problems());
  }

  private static boolean holds(
      Node.Scalar name, String is, Node.Scalar wanted, String must, Frame frame) {
    if (!must.matches("[<>=!~^].*")) {
      return is.equals(must);
    }
    Optional<Version> version = Version.parse(is);
    Optional<VersionRange> range = frame.versions(wanted, must, KEY);
    if (range.isPresent() && version.isEmpty()) {
      frame.bad(name, "when: " + name.text() + " is " + is + ", which is no version like 1.29");
    }
    return range.isPresent() && version.filter(range.get()::has).isPresent();
  }
}
