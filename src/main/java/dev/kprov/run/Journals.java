package dev.kprov.run;

import dev.kprov.base.Problem;
import dev.kprov.plan.Change;
import dev.kprov.plan.Difference;
import dev.kprov.result.HostReport;
import dev.kprov.result.Outcome;
import dev.kprov.result.Report;
import dev.kprov.store.JournalEntry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the journal remembers of a run that changed something or tried to. */
final class Journals {

  private Journals() {}

  static JournalEntry entry(Report report, Actor actor, Instant begin, Instant end) {
    return new JournalEntry(
        begin,
        end,
        actor.user(),
        actor.machine(),
        actor.command(),
        changes(report),
        outcome(report));
  }

  private static Map<String, List<String>> changes(Report report) {
    Map<String, List<String>> changes = new LinkedHashMap<>();
    if (!report.issued().isEmpty()) {
      changes.put("local", report.issued().stream().map(Journals::words).toList());
    }
    for (HostReport host : report.hosts()) {
      if (!host.outcomes().isEmpty()) {
        changes.put(
            host.plan().host().name(), host.outcomes().stream().map(Journals::words).toList());
      }
    }
    return changes;
  }

  private static String words(Outcome outcome) {
    return words(outcome.change()) + outcome.failure().map(why -> ": failed: " + why).orElse("");
  }

  static String words(Change change) {
    return switch (change) {
      case Change.Issue issue ->
          "issue " + issue.subject() + " (" + String.join("; ", issue.reasons()) + ")";
      case Change.Recover recover -> "recover " + recover.subject();
      case Change.Create create -> "create " + create.subject();
      case Change.Update update ->
          "update "
              + update.subject()
              + " ("
              + update.differences().stream()
                  .map(Difference::text)
                  .collect(Collectors.joining("; "))
              + ")";
      case Change.Blocked blocked -> "blocked " + blocked.subject();
    };
  }

  private static String outcome(Report report) {
    return Stream.concat(
            report.mishaps().stream()
                .flatMap(mishap -> mishap.problems().stream())
                .map(Problem::message),
            Stream.of(state(report)))
        .collect(Collectors.joining("; "));
  }

  private static String state(Report report) {
    return switch (report.status()) {
      case GOOD -> "applied and verified";
      case PENDING, FAILED, UNREACHABLE -> {
        long bad = report.hosts().stream().filter(host -> !host.good()).count();
        yield bad + " of " + report.hosts().size() + " hosts are not as they should be";
      }
    };
  }
}
