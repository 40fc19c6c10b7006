package dev.kprov.run;

import dev.kprov.base.Problem;
import dev.kprov.base.Sha256;
import dev.kprov.pki.LedgerEntry;
import dev.kprov.plan.Change;
import dev.kprov.result.Adoption;
import dev.kprov.result.HostReport;
import dev.kprov.result.JournalEntry;
import dev.kprov.result.Outcome;
import dev.kprov.result.Report;
import dev.kprov.state.Agreement;
import dev.kprov.state.Difference;
import dev.kprov.state.Fact;
import dev.kprov.state.Observation;
import dev.kprov.state.Observed;
import dev.kprov.state.Resource;
import dev.kprov.state.Trace;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the journal remembers of a run that changed something or tried to. */
final class Journals {

  private Journals() {}

  /**
   * The entry of a run that had hosts.
   *
   * @param agreements how they were spoken to, by name
   * @param plan the saved plan that was applied
   */
  static JournalEntry entry(
      Report report,
      Map<String, Agreement> agreements,
      Optional<Sha256> plan,
      Actor actor,
      Instant begin,
      Instant end) {
    return new JournalEntry(
        begin,
        end,
        actor.user(),
        actor.machine(),
        actor.command(),
        plan,
        changes(report),
        hosts(report, agreements),
        outcome(report));
  }

  /** The entry of a run that had to do with the store alone. */
  static JournalEntry local(
      List<String> changes, String outcome, Actor actor, Instant begin, Instant end) {
    return new JournalEntry(
        begin,
        end,
        actor.user(),
        actor.machine(),
        actor.command(),
        Optional.empty(),
        Map.of("local", changes),
        Map.of(),
        outcome);
  }

  /** The entry of a run that took what hosts hold, and changed none of them. */
  static JournalEntry adopted(Adoption adoption, Actor actor, Instant begin, Instant end) {
    List<String> changes =
        Stream.concat(
                adoption.taken().stream().map(one -> "adopt " + one.item() + " from " + one.host()),
                Stream.of("record " + adoption.recorded() + " in the ledger"))
            .toList();
    return local(changes, LedgerEntry.ADOPTED, actor, begin, end);
  }

  private static Map<String, JournalEntry.Touched> hosts(
      Report report, Map<String, Agreement> agreements) {
    Map<String, JournalEntry.Touched> hosts = new LinkedHashMap<>();
    for (HostReport host : report.hosts()) {
      if (!host.outcomes().isEmpty()) {
        String name = host.plan().host().name();
        hosts.put(
            name,
            new JournalEntry.Touched(
                Optional.ofNullable(agreements.get(name)),
                host.outcomes().stream()
                    .map(outcome -> path(outcome, host.last().observation()))
                    .toList()));
      }
    }
    return hosts;
  }

  private static JournalEntry.Path path(Outcome outcome, Observation last) {
    return switch (outcome.change()) {
      case Change.Create create -> path(outcome, create.before(), after(create.resource(), last));
      case Change.Update update -> path(outcome, update.before(), after(update.resource(), last));
      case Change.Remove remove -> path(outcome, remove.before(), after(remove, outcome, last));
      case Change.Issue _, Change.Recover _, Change.Mark _, Change.Merge _, Change.Blocked _ ->
          throw new IllegalStateException("no change to a host: " + outcome.change().subject());
    };
  }

  private static JournalEntry.Path path(Outcome outcome, Fact before, Optional<Trace> after) {
    return new JournalEntry.Path(
        outcome.change().subject(), outcome.done(), Trace.of(before), after);
  }

  private static Optional<Trace> after(Resource resource, Observation last) {
    return switch (last) {
      case Observation.Reached(Observed seen) -> Optional.of(Trace.of(seen.at(resource.path())));
      case Observation.Unreached _ -> Optional.empty();
    };
  }

  /** A stranger that was removed is not among the paths that are looked at by name. */
  private static Optional<Trace> after(Change.Remove change, Outcome outcome, Observation last) {
    return last instanceof Observation.Reached(Observed seen)
            && !seen.files().containsKey(change.resource().path())
            && outcome.done()
        ? Optional.of(Trace.of(new Fact.Missing()))
        : after(change.resource(), last);
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
      case Change.Mark mark -> "mark " + mark.host() + " as " + mark.kind().word();
      case Change.Merge merge -> "merge " + merge.subject();
      case Change.Remove remove ->
          "remove " + remove.subject() + remove.reason().map(why -> " (" + why + ")").orElse("");
      case Change.Create create -> "create " + create.subject();
      case Change.Update update ->
          "update " + update.subject() + " (" + Difference.words(update.differences()) + ")";
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
