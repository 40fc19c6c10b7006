package dev.kprov.result;

import dev.kprov.base.Sha256;
import dev.kprov.plan.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a journal is what kprov wrote: each line names the hash of the line before it, so that no
 * line can be changed, taken out or put in without changing all that follow. That lines were cut
 * from the end only somebody can tell who kept a hash.
 */
public final class JournalCheck {

  private static final JournalHead BEGINNING = new JournalHead(0, Journal.beginning());

  private static final String RESTORE =
      "compare with a backup of the store: somebody has written there who is not kprov";
  private static final String MAYBE_KILLED =
      "nothing to do where a run was killed or its disk was full; else compare with a backup";

  private final Journal journal;
  private final Optional<String> expected;
  private final List<Finding> findings = new ArrayList<>();

  private JournalCheck(Journal journal, Optional<String> expected) {
    this.journal = journal;
    this.expected = expected;
  }

  /**
   * What came of it.
   *
   * @param journal what was looked at
   * @param findings errors: it was changed; warnings: what cannot be told, or tells of a crash
   * @param since how many lines were written after the one that was expected; empty where none was
   *     expected, or it is not there
   */
  public record Result(Journal journal, List<Finding> findings, Optional<Integer> since) {

    public Result {
      findings = List.copyOf(findings);
    }

    public boolean intact() {
      return findings.stream().noneMatch(Finding::isError);
    }
  }

  /**
   * Looks at every line.
   *
   * @param expected the hash, or its first digits, of a line that was the last one once
   */
  public static Result of(Journal journal, Optional<String> expected) {
    JournalCheck check = new JournalCheck(journal, expected);
    check.lines();
    check.end();
    return new Result(journal, check.findings, check.since());
  }

  private void lines() {
    long plain = journal.lines().stream().takeWhile(line -> line.previous().isEmpty()).count();
    if (plain > 1 && journal.lines().stream().limit(plain).allMatch(l -> l.entry().isPresent())) {
      warn(
          "the first "
              + plain
              + " lines are of an earlier kprov, and only the last of them is"
              + " chained to what follows",
          "changes of the others cannot be told");
    }
    for (int i = 0; i < journal.lines().size(); i++) {
      JournalLine line = journal.lines().get(i);
      if (line.entry().isEmpty()) {
        fault("line " + line.number() + " cannot be read", RESTORE);
      } else if (line.previous().isEmpty() && i >= plain) {
        fault("line " + line.number() + " is not chained to the line before it", RESTORE);
      }
      if (line.previous().isPresent()) {
        follow(line, line.previous().get(), i == 0 ? BEGINNING : tip(journal.lines().get(i - 1)));
      }
    }
  }

  private static JournalHead tip(JournalLine line) {
    return new JournalHead(line.run(), line.hash());
  }

  private void follow(JournalLine line, Sha256 named, JournalHead before) {
    boolean gap = line.run() > before.run() + 1;
    if (!named.equals(before.hash())) {
      fault(
          "line "
              + line.number()
              + " does not follow the one before it: "
              + (gap ? missing(line, before) + " missing" : edited(line)),
          RESTORE);
    } else if (gap) {
      warn(missing(line, before) + " without a line", MAYBE_KILLED);
    } else if (line.run() <= before.run()) {
      fault("line " + line.number() + " has the number of an earlier run", RESTORE);
    }
  }

  private static String missing(JournalLine line, JournalHead before) {
    long first = before.run() + 1;
    long last = line.run() - 1;
    return first == last ? "run " + first + " is" : "runs " + first + " to " + last + " are";
  }

  private static String edited(JournalLine line) {
    return line.number() == 1
        ? "what stood before it is missing"
        : "line " + (line.number() - 1) + " was changed, or lines were moved or put in";
  }

  private void end() {
    if (journal.torn()) {
      warn(
          "the last line is cut short, as a crash leaves it",
          "nothing to do: it counts for nothing, and the next run that writes removes it");
    }
    long last = journal.head().map(JournalHead::run).orElse(0L);
    if (journal.generation() > last) {
      warn(
          "run "
              + journal.generation()
              + " began to change something, and the last line is "
              + (last == 0 ? "missing" : "of run " + last),
          MAYBE_KILLED);
    }
    if (expected.isEmpty()) {
      warn(
          "lines that were cut from the end cannot be told",
          "keep the head of each run elsewhere, and give it: --expect-head HASH");
    } else if (since().isEmpty()) {
      fault("no line has the hash " + expected.get() + ": it was cut off, or changed", RESTORE);
    }
  }

  private Optional<Integer> since() {
    for (JournalLine line : journal.lines().reversed()) {
      if (expected.filter(line.hash().hex()::startsWith).isPresent()) {
        return Optional.of(journal.lines().size() - line.number());
      }
    }
    return Optional.empty();
  }

  private void fault(String message, String hint) {
    findings.add(Finding.error("journal", message, hint));
  }

  private void warn(String message, String hint) {
    findings.add(Finding.warning("journal", message, hint));
  }
}
