package dev.kprov.view;

import dev.kprov.result.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One picture of what is under way. Host names are ASCII (RFC 1123), and the rest are our own
 * words, so that a character is a column.
 *
 * @param parts the parts of the work that are under way
 * @param atWork what is done on which host, in the order in which it began
 * @param now on the stopwatch, in nanoseconds
 * @param size what it has to fit into
 */
record Frame(List<Part> parts, Map<String, Work> atWork, long now, TerminalSize size) {

  /** More are not taken in at a glance, and the text above shall stay in sight. */
  private static final int MOST_HOSTS = 16;

  private static final long SECOND = 1_000_000_000L;

  /** A part of the work and how far it is. */
  record Part(Event.Stage stage, int count, long since, int done, int failed) {

    Part oneMore(boolean well) {
      return new Part(stage, count, since, done + 1, failed + (well ? 0 : 1));
    }

    boolean ended() {
      return done >= count;
    }
  }

  /** What is done on a host, and since when. */
  record Work(String text, long since) {}

  /** None wider than the terminal, and fewer than it has. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    parts.forEach(part -> lines.add(head(part)));
    lines.addAll(hosts());
    return lines.stream().limit(Math.max(0, size.rows() - 1)).map(this::cut).toList();
  }

  private String head(Part part) {
    int all = part.count();
    String bad =
        switch (part.stage()) {
          case LOOKING -> " not reached";
          case ISSUING, APPLYING -> " failed";
        };
    return word(part.stage())
        + part.done()
        + " of "
        + (part.stage() == Event.Stage.ISSUING
            ? Lines.count(all, "item")
            : Lines.count(all, "host"))
        + (part.failed() == 0 ? "" : ", " + part.failed() + bad)
        + age(part.since());
  }

  private static String word(Event.Stage stage) {
    return switch (stage) {
      case LOOKING -> "looking: ";
      case ISSUING -> "issuing: ";
      case APPLYING -> "applying: ";
    };
  }

  private List<String> hosts() {
    int room = Math.max(0, Math.min(MOST_HOSTS, size.rows() - 3 - parts.size()));
    int width = atWork.keySet().stream().mapToInt(String::length).max().orElse(0);
    List<String> lines = new ArrayList<>();
    atWork.entrySet().stream()
        .limit(room)
        .forEach(host ->
            lines.add(
                "  "
                    + host.getKey()
                    + " ".repeat(width - host.getKey().length() + 2)
                    + host.getValue().text()
                    + age(host.getValue().since())));
    if (atWork.size() > room) {
      lines.add("  and " + (atWork.size() - room) + " more");
    }
    return lines;
  }

  /** Nothing in the first seconds, when numbers would only be restless. */
  private String age(long since) {
    long seconds = (now - since) / SECOND;
    return seconds < 3 ? "" : ", " + seconds + " s";
  }

  /** A line that filled the last column would make some terminals begin another. */
  private String cut(String line) {
    int room = Math.max(0, size.columns() - 1);
    return line.length() <= room
        ? line
        : line.substring(0, Math.max(0, room - 1)) + (room > 0 ? "…" : "");
  }
}
