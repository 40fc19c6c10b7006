package dev.kprov.view;

import dev.kprov.base.Printable;
import dev.kprov.result.Journal;
import dev.kprov.result.JournalCheck;
import dev.kprov.result.JournalEntry;
import dev.kprov.result.JournalHead;
import dev.kprov.result.JournalLine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The journal in words. */
final class JournalLines {

  private static final List<String> HEADINGS =
      List.of("RUN", "BEGAN", "WHO", "CHANGES", "OUTCOME", "COMMAND");

  private JournalLines() {}

  /** A line for every run, the newest last. */
  static List<String> of(Journal journal) {
    return journal.lines().isEmpty()
        ? List.of("no run has changed anything yet")
        : Table.lines(HEADINGS, journal.lines().stream().map(JournalLines::row).toList());
  }

  private static List<String> row(JournalLine line) {
    return line.entry()
        .map(entry ->
            List.of(
                Long.toString(line.run()),
                seconds(entry.begin()),
                who(entry),
                Long.toString(entry.count()),
                entry.outcome(),
                entry.command()))
        .orElseGet(() ->
            List.of(Long.toString(line.run()), "-", "-", "-", "the line cannot be read", "-"));
  }

  /** All that is known of one run. */
  static List<String> of(JournalLine line) {
    List<String> lines = new ArrayList<>();
    lines.add("run " + line.run() + ": line " + line.number() + ", sha256 " + line.hash());
    line.entry().ifPresentOrElse(entry -> tell(entry, lines), () -> lines.add("cannot be read"));
    return lines.stream().map(Printable::of).toList();
  }

  private static void tell(JournalEntry entry, List<String> lines) {
    lines.add(who(entry) + ": " + entry.command());
    lines.add("from " + seconds(entry.begin()) + " to " + seconds(entry.end()));
    entry.plan().ifPresent(plan -> lines.add("plan " + plan));
    entry
        .changes()
        .forEach((host, changes) -> {
          changes.forEach(change -> lines.add(host + ": " + change));
          Optional.ofNullable(entry.hosts().get(host))
              .ifPresent(touched -> tell(host, touched, lines));
        });
    lines.add(entry.outcome());
  }

  private static void tell(String host, JournalEntry.Touched touched, List<String> lines) {
    touched.agreement().ifPresent(agreement -> lines.add(host + ": ssh: " + agreement));
    for (JournalEntry.Path path : touched.paths()) {
      lines.add(host + ": " + path.path() + " before: " + path.before());
      path.after().ifPresent(after -> lines.add(host + ": " + path.path() + " after: " + after));
    }
  }

  /** How a check ended that found no error; those are told elsewhere. */
  static String of(JournalCheck.Result result) {
    Journal journal = result.journal();
    String what =
        Lines.count(journal.lines().size(), "line")
            + journal.head().map(head -> ", " + of(head)).orElse("");
    String since =
        result
            .since()
            .filter(lines -> lines > 0)
            .map(lines -> ", " + Lines.count(lines, "line") + " since the one expected")
            .orElse("");
    return (result.intact() ? "intact: " : "not intact: ") + what + since;
  }

  /** What to keep of a run. */
  static String of(JournalHead head) {
    return "journal head " + head.hash() + ", run " + head.run();
  }

  private static String who(JournalEntry entry) {
    return entry.user() + "@" + entry.machine();
  }

  private static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
