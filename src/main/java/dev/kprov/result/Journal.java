package dev.kprov.result;

import dev.kprov.base.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * Every run that changed something or tried to, oldest first.
 *
 * @param lines all of them, damaged ones too
 * @param torn whether a line that a crash cut short follows
 * @param generation the number of the last run that began to change something, whether or not it
 *     lived to write its line
 */
public record Journal(List<JournalLine> lines, boolean torn, long generation) {

  public Journal {
    lines = List.copyOf(lines);
  }

  /** The line of a run; the last where several claim its number. */
  public Optional<JournalLine> line(long run) {
    return lines.reversed().stream().filter(line -> line.run() == run).findFirst();
  }

  /** The run that has applied a saved plan. */
  public Optional<Long> applied(Sha256 plan) {
    return lines.stream()
        .filter(line -> line.entry().flatMap(JournalEntry::plan).filter(plan::equals).isPresent())
        .map(JournalLine::run)
        .findFirst();
  }

  public Optional<JournalHead> head() {
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(new JournalHead(lines.getLast().run(), lines.getLast().hash()));
  }

  /** What the first line names as the hash of the line before it. */
  public static Sha256 beginning() {
    return new Sha256("0".repeat(64));
  }
}
