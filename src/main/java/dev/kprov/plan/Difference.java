package dev.kprov.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One way in which a thing on a host is not what is wanted. Never holds content.
 *
 * @param attribute {@code type}, {@code content}, {@code mode}, {@code owner} or {@code group}
 * @param text for people: {@code mode 0644 → 0600}, {@code content differs}
 * @param from what was seen, where that is a word: {@code 0644}
 * @param to what is wanted instead: {@code 0600}
 */
public record Difference(
    String attribute, String text, Optional<String> from, Optional<String> to) {

  public Difference(String attribute, String text) {
    this(attribute, text, Optional.empty(), Optional.empty());
  }

  /** The content is another one; more is not said of secrets. */
  static final Difference CONTENT = new Difference("content", "content differs");

  /** Says more of a content that differs; another difference stays what it is. */
  Difference becauseOf(List<Verdict.Fault> faults) {
    return equals(CONTENT)
        ? new Difference(
            attribute,
            text
                + ": "
                + faults.stream().map(Verdict.Fault::cause).collect(Collectors.joining("; ")))
        : this;
  }

  public static Difference of(String attribute, String from, String to) {
    return new Difference(
        attribute, attribute + " " + from + " → " + to, Optional.of(from), Optional.of(to));
  }
}
