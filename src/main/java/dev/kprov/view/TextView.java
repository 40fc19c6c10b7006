package dev.kprov.view;

import dev.kprov.base.Printable;
import dev.kprov.base.Problem;
import dev.kprov.base.ShellWord;
import dev.kprov.lint.Remarks;
import dev.kprov.pki.HostMark;
import dev.kprov.plan.Change;
import dev.kprov.plan.Finding;
import dev.kprov.plan.HostPlan;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Preflight;
import dev.kprov.plan.Verdict;
import dev.kprov.result.Adoption;
import dev.kprov.result.AuthorityDone;
import dev.kprov.result.CertificateList;
import dev.kprov.result.Checkup;
import dev.kprov.result.Circumstances;
import dev.kprov.result.Conclusion;
import dev.kprov.result.Event;
import dev.kprov.result.HostKeys;
import dev.kprov.result.HostReport;
import dev.kprov.result.Journal;
import dev.kprov.result.JournalCheck;
import dev.kprov.result.JournalHead;
import dev.kprov.result.JournalLine;
import dev.kprov.result.Merge;
import dev.kprov.result.PlanSheet;
import dev.kprov.result.Report;
import dev.kprov.result.StoreExport;
import dev.kprov.result.UserAdded;
import dev.kprov.result.UserEntry;
import dev.kprov.result.View;
import dev.kprov.state.Observation;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Plain text for people: results on one stream, what went wrong and what is under way on the other.
 * Every line names its host, so that it can be searched for.
 */
public final class TextView implements View {

  private static final String LOCAL = "local";
  private static final PrintStream NOWHERE =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

  private final PrintStream out;
  private final PrintStream err;
  private final PrintStream asked;
  private final Ink outInk;
  private final Ink errInk;
  private String lastHint = "";

  private TextView(PrintStream out, Ink outInk, PrintStream err, Ink errInk, PrintStream asked) {
    this.out = out;
    this.outInk = outInk;
    this.err = err;
    this.errInk = errInk;
    this.asked = asked;
  }

  /**
   * All that there is to tell, on two streams.
   *
   * @param out gets results
   * @param err gets errors and progress
   */
  public static TextView of(PrintStream out, Ink outInk, PrintStream err, Ink errInk) {
    return new TextView(out, outInk, err, errInk, out);
  }

  /**
   * What people are told where results are for a program.
   *
   * @param err gets errors, progress, and what somebody is asked about
   */
  public static TextView besideResults(PrintStream err, Ink errInk) {
    return new TextView(NOWHERE, Ink.PLAIN, err, errInk, err);
  }

  @Override
  public void event(Event event) {
    switch (event) {
      case Event.Begun _, Event.Looking _, Event.Reached _, Event.Unreached _ -> {}
      case Event.Applying _ -> {}
      case Event.Issued(String item) -> progress(LOCAL, "issued " + item);
      case Event.Recovered(String item) -> progress(LOCAL, "recovered " + item);
      case Event.Proposed(Plan plan) -> proposed(plan);
      case Event.Merged(String context, String file) ->
          progress(LOCAL, "merged context " + context + " into " + file);
      case Event.Marked(String host, HostMark.Kind kind) ->
          progress(LOCAL, "marked " + host + " as " + kind.word());
      case Event.Unfit(List<Preflight.Failure> failures) ->
          PreflightLines.of(failures).forEach(err::println);
      case Event.Scanned(HostKeys keys) -> hostKeys(keys);
      case Event.Applied(String host, long done, long failed) ->
          progress(
              host,
              Lines.count(done, "change") + " done" + (failed > 0 ? ", " + failed + " not" : ""));
      case Event.Waiting(String why) -> progress(LOCAL, "waiting, since " + why);
      case Event.Stopping(Duration grace) ->
          progress(
              LOCAL,
              "stopping: no host is begun any more, and those under way have %d s to end; a second"
                      .formatted(grace.toSeconds())
                  + " Ctrl-C ends at once");
    }
  }

  @Override
  public void conclude(Conclusion conclusion, Circumstances circumstances) {
    switch (conclusion) {
      case Conclusion.Planned(Plan plan, var _, var saved) -> plan(plan, saved);
      case Conclusion.Adopted(Adoption adoption, Plan plan) -> {
        AdoptionLines.of(adoption).forEach(line -> result(LOCAL, line));
        adoption.left().forEach(finding -> found(LOCAL, finding));
        journal(adoption.journal());
        plan(plan, Optional.empty());
      }
      case Conclusion.PlanShown(PlanSheet sheet) -> PlanLines.of(sheet).forEach(out::println);
      case Conclusion.Applied(Report report, var _, var _) -> applied(report);
      case Conclusion.Verified(Report report, var _) -> verified(report, circumstances);
      case Conclusion.Trusted trusted -> trusted(trusted);
      case Conclusion.Examined(List<Checkup> hosts) ->
          CheckupLines.of(hosts, outInk).forEach(out::println);
      case Conclusion.Linted(Remarks remarks) ->
          RemarkLines.of(remarks, outInk).forEach(out::println);
      case Conclusion.UserIssued(UserAdded added) -> {
        UserLines.of(added).forEach(out::println);
        added.warnings().forEach(finding -> found(LOCAL, finding));
        journal(added.journal());
      }
      case Conclusion.AuthorityServed(AuthorityDone done) -> {
        AuthorityLines.of(done, circumstances.inventory()).forEach(out::println);
        done.warnings().forEach(finding -> found(LOCAL, finding));
        journal(done.journal());
      }
      case Conclusion.StoreExported(StoreExport export) -> result(LOCAL, Lines.of(export));
      case Conclusion.UserList(List<UserEntry> users) ->
          UserLines.of(users, circumstances.finished()).forEach(out::println);
      case Conclusion.KubeconfigMerged(Merge merge) -> Lines.of(merge).forEach(out::println);
      case Conclusion.Certificates(CertificateList list) -> certificates(list);
      case Conclusion.JournalListed(Journal journal) ->
          JournalLines.of(journal).forEach(out::println);
      case Conclusion.JournalShown(JournalLine line) -> JournalLines.of(line).forEach(out::println);
      case Conclusion.JournalChecked(JournalCheck.Result result) -> checked(result);
      case Conclusion.Printed() -> {}
      case Conclusion.Failed(var _, List<Problem> problems) ->
          problems.forEach(problem -> error(LOCAL, Trouble.of(problem)));
    }
  }

  private void proposed(Plan plan) {
    plan.local().forEach(change -> asked(LOCAL, Lines.of(change)));
    plan.hosts()
        .forEach(
            host -> host.changes().forEach(change -> asked(host.host().name(), Lines.of(change))));
  }

  private void plan(Plan plan, Optional<PlanSheet> saved) {
    PreflightLines.of(Preflight.failures(plan)).forEach(out::println);
    plan.findings().stream().filter(Finding::isError).forEach(f -> found(LOCAL, f));
    plan.local().forEach(change -> planned(LOCAL, change));
    plan.findings().stream().filter(f -> !f.isError()).forEach(f -> found(LOCAL, f));
    for (HostPlan host : plan.hosts()) {
      String name = host.host().name();
      host.changes().stream()
          .filter(change -> Preflight.failure(name, change).isEmpty())
          .forEach(change -> planned(name, change));
      host.findings().forEach(finding -> found(name, finding));
    }
    saved.ifPresent(sheet ->
        result(LOCAL, "saved plan " + sheet.id() + ", good until " + sheet.basis().expires()));
    out.println(Lines.summary(plan));
  }

  private void applied(Report report) {
    wrong(report);
    judged(report);
    // What waits since the run was spoilt is not told file by file.
    troubles(report, change -> report.mishaps().isEmpty() || !change.pending());
    Trouble.ofRun(report).forEach(trouble -> error(LOCAL, trouble));
    journal(report.journal());
    out.println(Lines.summary(report));
  }

  private void checked(JournalCheck.Result result) {
    result.findings().stream().filter(f -> !f.isError()).forEach(f -> found(LOCAL, f));
    result.findings().stream()
        .filter(Finding::isError)
        .map(Trouble::of)
        .forEach(trouble -> error(LOCAL, trouble));
    out.println(JournalLines.of(result));
  }

  private void hostKeys(HostKeys host) {
    String name = host.host().name();
    host.unreached().ifPresent(gone -> error(name, gone.cause(), gone.hint()));
    host.keys().stream().filter(key -> !isRefused(key)).forEach(key -> hostKey(name, key));
    // A host made anew shows a new key of every type: one of them tells it all.
    host.keys().stream().filter(TextView::isRefused).findFirst().ifPresent(k -> hostKey(name, k));
  }

  private void certificates(CertificateList list) {
    list.hosts()
        .forEach((host, seen) -> {
          if (seen instanceof Observation.Unreached gone) {
            error(host, gone.cause(), gone.hint());
          }
        });
    CertificateLines.of(list).forEach(out::println);
  }

  private void trusted(Conclusion.Trusted trusted) {
    trusted
        .added()
        .forEach((file, keys) ->
            out.println("trusted: " + Lines.count(keys, "key") + " added to " + file));
    if (trusted.hosts().stream().noneMatch(HostKeys::acceptable)) {
      out.println("nothing new to trust");
    } else if (trusted.added().isEmpty()) {
      out.println("nothing was trusted");
    }
  }

  private static boolean isRefused(HostKeys.Key key) {
    return key instanceof HostKeys.Key.Refused;
  }

  private void hostKey(String host, HostKeys.Key key) {
    switch (key) {
      case HostKeys.Key.New(var fingerprint) -> asked(host, "new " + fingerprint);
      case HostKeys.Key.Trusted(var fingerprint) -> asked(host, "trusted " + fingerprint);
      case HostKeys.Key.Refused(var _, String cause, Optional<String> remedy) ->
          error(host, cause, remedy);
    }
  }

  private void verified(Report report, Circumstances circumstances) {
    wrong(report);
    report.plan().local().stream().filter(Change::pending).forEach(c -> planned(LOCAL, c));
    for (HostReport host : report.hosts()) {
      host.left().stream()
          .filter(Change::pending)
          .forEach(change -> planned(host.last().host().name(), change));
    }
    judged(report);
    troubles(report, change -> !change.pending());
    if (report.plan().pending()) {
      String up = circumstances.inventory().map(Path::toString).map(ShellWord::of).orElse("");
      error(LOCAL, Lines.pending(report.plan()), Optional.of("run: kprov up " + up));
    }
    out.println(Lines.verified(report));
  }

  /** What is wrong with the cluster or the store comes before all else. */
  private void wrong(Report report) {
    Trouble.ofCluster(report).forEach(trouble -> error(LOCAL, trouble));
  }

  /** What the last look at each host showed. */
  private void judged(Report report) {
    report.last().findings().stream()
        .filter(finding -> !finding.isError())
        .forEach(finding -> found(LOCAL, finding));
    report
        .store()
        .ifPresent(store -> {
          result(LOCAL, Lines.tally(store.tally()));
          store.verdicts().stream().filter(Verdict::good).forEach(one -> good(LOCAL, one));
        });
    for (HostReport host : report.hosts()) {
      HostPlan last = host.last();
      String name = last.host().name();
      if (!last.reached()) {
        continue;
      }
      result(name, Lines.tally(last));
      host.verdicts().stream().filter(Verdict::good).forEach(verdict -> good(name, verdict));
      last.findings().stream()
          .filter(finding -> !finding.isError())
          .forEach(finding -> found(name, finding));
    }
  }

  private void good(String host, Verdict verdict) {
    result(host, "good " + verdict.path() + ": " + verdict.summary());
  }

  /**
   * Everything that keeps the run from being good, each once.
   *
   * @param untold which of the last changes have not been told as results
   */
  private void troubles(Report report, Predicate<Change> untold) {
    Trouble.ofStore(report, untold).forEach(trouble -> error(LOCAL, trouble));
    report
        .hosts()
        .forEach(host ->
            Trouble.of(host, untold).forEach(trouble -> error(host.last().host().name(), trouble)));
  }

  private void planned(String host, Change change) {
    result(host, Lines.of(change), Trouble.of(change).hint());
  }

  private void found(String host, Finding finding) {
    String word = finding.isError() ? outInk.error("error") : outInk.warning("warning");
    String text = Printable.of(" " + finding.subject() + ": " + finding.message());
    out.println(host + ": " + word + text);
    hint(host, finding.hint());
  }

  private void error(String host, Trouble trouble) {
    error(host, trouble.text(), trouble.hint());
  }

  private void asked(String host, String text) {
    asked.println(Printable.of(host + ": " + text));
  }

  /** What an operator keeps elsewhere, so that nobody can shorten the journal unseen. */
  private void journal(Optional<JournalHead> head) {
    head.map(JournalLines::of).ifPresent(text -> result(LOCAL, text));
  }

  private void result(String host, String text) {
    out.println(Printable.of(host + ": " + text));
  }

  private void result(String host, String text, Optional<String> hint) {
    result(host, text);
    hint(host, hint);
  }

  private void hint(String host, Optional<String> hint) {
    hint.ifPresent(advice -> out.println(Printable.of(host + ":   hint: " + advice)));
  }

  /** A hint that was just given is not repeated. */
  private void error(String host, String text, Optional<String> hint) {
    String subject = host.equals(LOCAL) ? "" : host + ": ";
    err.println(errInk.error("kprov: error:") + Printable.of(" " + subject + text));
    hint.filter(advice -> !advice.equals(lastHint))
        .ifPresent(advice -> err.println(Printable.of("kprov: hint: " + advice)));
    lastHint = hint.orElse("");
  }

  private void progress(String host, String text) {
    err.println(Printable.of(host + ": " + text));
  }
}
