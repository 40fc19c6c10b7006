package dev.kprov.view;

import dev.kprov.base.Printable;
import dev.kprov.pki.HostMark;
import dev.kprov.pki.Item;
import dev.kprov.pki.Lifetime;
import dev.kprov.plan.Change;
import dev.kprov.plan.Finding;
import dev.kprov.plan.HostPlan;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Tally;
import dev.kprov.result.HostReport;
import dev.kprov.result.Merge;
import dev.kprov.result.Outcome;
import dev.kprov.result.Report;
import dev.kprov.result.StoreExport;
import dev.kprov.state.Content;
import dev.kprov.state.Difference;
import dev.kprov.state.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The wording of plans and reports, without the host in front. */
final class Lines {

  private Lines() {}

  static String of(Change change) {
    return switch (change) {
      case Change.Issue(var item, List<String> reasons, boolean newKey, var expiry) ->
          "issue "
              + item.id()
              + " ("
              + String.join("; ", reasons)
              + expiry.map(end -> expiry(reasons, end)).orElse("")
              + keyWord(item, newKey)
              + ")";
      case Change.Mark(String host, HostMark.Kind kind, List<String> items) ->
          "mark "
              + host
              + " as "
              + kind.word()
              + (items.isEmpty() ? "" : " (" + String.join(", ", items) + ")");
      case Change.Merge(var _, String context, String file, List<String> changes) ->
          "merge context %s into %s (%s)".formatted(context, file, String.join("; ", changes));
      case Change.Remove(var _, var at, var _, var _, Optional<String> reason) ->
          "remove " + at + reason.map(why -> " (" + why + ")").orElse("");
      case Change.Recover(var item) ->
          "recover " + item.id() + " (the store holds it, the ledger has no line of it)";
      case Change.Create(
              Resource.Present resource,
              var at,
              Optional<Content> content,
              var _,
              var _) ->
          "create " + at + " (" + rights(resource) + from(resource) + why(content) + ")";
      case Change.Update(var _, var at, var _, var _, List<Difference> differences, var _) ->
          "update " + at + " (" + Difference.words(differences) + ")";
      case Change.Blocked(String subject, String cause, var _, var _) ->
          "blocked " + subject + ": " + cause;
    };
  }

  /** A change that was left, as an error. */
  static String drift(Change change) {
    return switch (change) {
      case Change.Create _ -> "is missing";
      case Change.Update(var _, var _, var _, var _, List<Difference> differences, var _) ->
          Difference.words(differences);
      case Change.Issue(var _, List<String> reasons, var _, var _) ->
          "must be issued: " + String.join("; ", reasons);
      case Change.Recover _ -> "has no line in the ledger";
      case Change.Mark(var _, HostMark.Kind kind, var _) -> "is not marked as " + kind.word();
      case Change.Merge(var _, var _, var _, List<String> changes) -> String.join("; ", changes);
      case Change.Remove _ -> "is still there";
      case Change.Blocked(var _, String cause, var _, var _) -> cause;
    };
  }

  /** Whether the plan tells already why what a file holds is not as it should be. */
  static boolean isTold(String path, HostPlan host) {
    return host.changes().stream()
        .filter(change -> change.subject().equals(path))
        .anyMatch(change -> !(change instanceof Change.Update update) || update.ofContent());
  }

  /** What becomes of the end of a certificate; a day that the reasons name is not named again. */
  private static String expiry(List<String> reasons, Change.Issue.Expiry end) {
    String to = Lifetime.day(end.to());
    return end.from()
        .map(Lifetime::day)
        .filter(from -> !from.equals(to))
        .map(from ->
            reasons.stream().anyMatch(reason -> reason.contains(from))
                ? "; until " + to
                : "; " + Difference.of(Difference.Attribute.EXPIRY, from, to).text())
        .orElse("");
  }

  private static String keyWord(Item item, boolean newKey) {
    return switch (item) {
      case Item.Chain _, Item.Kubeconfig _, Item.Encryption _ -> "";
      case Item.Authority _, Item.Certificate _, Item.KeyPair _ ->
          newKey ? ", new key" : ", same key";
    };
  }

  private static String rights(Resource.Present resource) {
    String group = resource.group().isEmpty() ? "" : ":" + resource.group();
    return resource.mode() + " " + resource.owner() + group;
  }

  /** Where a file that is no item comes from. */
  private static String from(Resource.Present resource) {
    return switch (resource) {
      case Resource.Copy copy ->
          copy.source()
              .size()
              .map(size -> "; %s, %d bytes".formatted(copy.source().name(), size))
              .orElse("; " + copy.source().name() + ", not looked at on this machine");
      case Resource.File _, Resource.Directory _ -> "";
    };
  }

  private static String why(Optional<Content> content) {
    return content
        .map(c ->
            switch (c) {
              case Content.ToBeIssued(String why) -> "; " + why;
              case Content.Known _, Content.Local _ -> "";
              case Content.Unavailable(String cause, var _) -> "; " + cause;
            })
        .orElse("");
  }

  static String tally(HostPlan host) {
    long strangers = host.tally().strangers();
    return host.tally().found()
        + " of "
        + count(host.tally().wanted(), "file")
        + ", "
        + (strangers == 0 ? "no strangers" : count(strangers, "stranger"));
  }

  /** How many of the store's files are there. */
  static String tally(Tally store) {
    return store.found() + " of " + count(store.wanted(), "file") + " in the store";
  }

  static String summary(Plan plan) {
    long issues = plan.issuance().stream().filter(change -> !isMark(change)).count();
    long changes =
        plan.hosts().stream()
            .flatMap(host -> host.changes().stream())
            .filter(Change::pending)
            .count();
    long hosts = plan.hosts().stream().filter(HostPlan::pending).count();
    String head =
        plan.pending()
            ? "plan: "
                + (plan.local().stream().anyMatch(Lines::isMark)
                    ? "a mark in the ledger, "
                    : count(issues, "item") + " to issue, ")
                + (plan.merges().isEmpty() ? "" : "a context to merge, ")
                + count(changes, "change")
                + " on "
                + count(hosts, "host")
                + removed(plan.changes(), " to remove")
            : quiet(plan);
    return head + blocked(plan) + errors(plan) + unreached(plan);
  }

  private static Stream<Change> done(Report report) {
    return report.hosts().stream()
        .flatMap(host -> host.outcomes().stream())
        .filter(Outcome::done)
        .map(Outcome::change);
  }

  /** What is removed cannot be made again by all means, so it is counted. */
  private static String removed(Stream<Change> changes, String what) {
    long files = changes.filter(Change.Remove.class::isInstance).count();
    return files == 0 ? "" : " (" + count(files, "file") + what + ")";
  }

  private static boolean isMerge(Change change) {
    return change instanceof Change.Merge;
  }

  private static boolean isMark(Change change) {
    return change instanceof Change.Mark;
  }

  /** Nothing to do is good news only where everything was seen and nothing stands in the way. */
  private static String quiet(Plan plan) {
    boolean known = !plan.blocked() && plan.hosts().stream().allMatch(HostPlan::reached);
    return known ? "plan: nothing to do" : "plan: nothing can be done now";
  }

  private static String errors(Plan plan) {
    long errors =
        Stream.concat(
                plan.findings().stream(),
                plan.hosts().stream().flatMap(host -> host.findings().stream()))
            .filter(Finding::isError)
            .count();
    return errors == 0 ? "" : ", " + count(errors, "error");
  }

  private static String blocked(Plan plan) {
    long blocked = plan.changes().filter(change -> !change.pending()).count();
    return blocked == 0 ? "" : ", " + blocked + " blocked";
  }

  private static String unreached(Plan plan) {
    long gone = plan.hosts().stream().filter(host -> !host.reached()).count();
    return gone == 0 ? "" : ", " + count(gone, "host") + " not reached";
  }

  static String summary(Report report) {
    long changes = report.hosts().stream().mapToLong(HostReport::done).sum();
    long recovered = report.issued().stream().filter(Change.Recover.class::isInstance).count();
    long items = report.issued().stream().filter(Change.Issue.class::isInstance).count();
    String done =
        report.changedNothing()
            ? (report.status() == Report.Status.GOOD ? "nothing to do" : "nothing was done")
            : "done: "
                + (report.issued().stream().anyMatch(Lines::isMark)
                    ? "marked in the ledger, "
                    : count(items, "item") + " issued, ")
                + (recovered == 0 ? "" : recovered + " recovered, ")
                + (report.issued().stream().anyMatch(Lines::isMerge) ? "a context merged, " : "")
                + count(changes, "change")
                + removed(done(report), " removed");
    return (report.interrupted() ? "interrupted; " : "") + done + "; " + goodness(report);
  }

  /** That something waits to be applied, and where. */
  static String pending(Plan plan) {
    long changes = plan.changes().filter(Change::pending).count();
    Stream<String> here =
        Stream.concat(
            plan.issuance().isEmpty() ? Stream.of() : Stream.of("the store"),
            plan.merges().isEmpty() ? Stream.of() : Stream.of("your kubeconfig"));
    Stream<String> hosts =
        plan.hosts().stream().filter(HostPlan::pending).map(host -> host.host().name());
    return count(changes, "change")
        + (changes == 1 ? " is" : " are")
        + " pending on "
        + Stream.concat(here, hosts).collect(Collectors.joining(", "));
  }

  static String verified(Report report) {
    return (report.status() == Report.Status.GOOD ? "verified: " : "not verified: ")
        + goodness(report);
  }

  private static String goodness(Report report) {
    List<String> bad =
        report.hosts().stream()
            .filter(host -> !host.good())
            .map(host -> host.last().host().name())
            .toList();
    int all = report.hosts().size();
    if (all == 0) {
      return "no host was looked at";
    }
    return bad.isEmpty()
        ? (all == 1 ? "1 host" : "all " + all + " hosts") + " as they should be"
        : bad.size()
            + " of "
            + count(all, "host")
            + " not as they should be: "
            + String.join(", ", bad);
  }

  static String count(long number, String word) {
    return number + " " + word + (number == 1 ? "" : "s");
  }

  /** What was written of the store for everybody. */
  static String of(StoreExport export) {
    return "exported %s and %s to %s; its public.json is %s"
        .formatted(
            count(export.files(), "public file"),
            count(export.secrets(), "description") + " of secret ones",
            export.folder(),
            export.list());
  }

  /** What became of the operator's kubeconfig. */
  static List<String> of(Merge merge) {
    List<String> lines = new ArrayList<>();
    merge.changes().forEach(change -> lines.add(merge.file() + ": " + change));
    if (lines.isEmpty()) {
      lines.add("nothing to do; " + merge.file() + " has the context " + merge.context());
    }
    if (!merge.current()) {
      lines.add(
          "kubectl --context " + merge.context() + " uses it; --use-context makes it current");
    }
    return lines.stream().map(Printable::of).toList();
  }
}
