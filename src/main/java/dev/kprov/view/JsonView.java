package dev.kprov.view;

import dev.kprov.base.Problem;
import dev.kprov.base.Sha256;
import dev.kprov.lint.Remarks;
import dev.kprov.plan.Plan;
import dev.kprov.result.Adoption;
import dev.kprov.result.AuthorityDone;
import dev.kprov.result.CertificateList;
import dev.kprov.result.Checkup;
import dev.kprov.result.Circumstances;
import dev.kprov.result.Conclusion;
import dev.kprov.result.Event;
import dev.kprov.result.Journal;
import dev.kprov.result.JournalCheck;
import dev.kprov.result.JournalLine;
import dev.kprov.result.Merge;
import dev.kprov.result.Mishap;
import dev.kprov.result.PlanSheet;
import dev.kprov.result.Report;
import dev.kprov.result.StoreExport;
import dev.kprov.result.UserAdded;
import dev.kprov.result.UserEntry;
import dev.kprov.result.View;
import dev.kprov.text.Json;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * JSON for programs, as {@code docs/json.md} describes it: one document at the end, or one line for
 * each event with the document in the last one.
 */
public final class JsonView implements View {

  /** Goes up when a field goes or changes its meaning; a new field is no new format. */
  private static final int FORMAT = 1;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final PrintStream out;
  private final boolean events;
  private final InstantSource clock;

  /**
   * @param out gets nothing but JSON
   * @param events whether events are told on the way
   * @param clock for the times of events
   */
  public JsonView(PrintStream out, boolean events, InstantSource clock) {
    this.out = out;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public void event(Event event) {
    if (events) {
      line(JsonEvents.of(event));
    }
  }

  @Override
  public void conclude(Conclusion conclusion, Circumstances circumstances) {
    Fields document = head(circumstances).and(of(conclusion));
    if (events) {
      line(new Fields().text("event", "result").object("result", document));
    } else {
      write(Json.pretty(document.map()));
    }
  }

  private void line(Fields event) {
    write(Json.line(new Fields().text("at", time(clock.instant())).and(event).map()));
  }

  /** One write each, so that nothing of another thread or process stands in the middle. */
  private synchronized void write(String text) {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  private static Fields head(Circumstances circumstances) {
    return new Fields()
        .number("kprov", FORMAT)
        .text("version", circumstances.version())
        .text("command", circumstances.command())
        .text("status", circumstances.status())
        .number("exitCode", circumstances.exitCode())
        .text("started", time(circumstances.started()))
        .text("finished", time(circumstances.finished()))
        .text("inventory", circumstances.inventory().map(Path::toString))
        .text("cluster", circumstances.cluster())
        .text("store", circumstances.store().map(Path::toString));
  }

  private static Fields of(Conclusion conclusion) {
    return switch (conclusion) {
      case Conclusion.Planned(Plan plan, var _, var saved) ->
          RunDocument.of(plan).and(saved(saved.map(PlanSheet::id)));
      case Conclusion.Adopted(Adoption adoption, Plan plan) ->
          RunDocument.of(plan).and(AdoptionDocument.of(adoption));
      case Conclusion.PlanShown(PlanSheet sheet) ->
          saved(Optional.of(sheet.id())).json("body", sheet.body());
      case Conclusion.Applied(Report report, var _, var saved) ->
          RunDocument.applied(report).and(saved(saved)).and(problems(report.mishaps()));
      case Conclusion.Verified(Report report, var _) -> RunDocument.verified(report);
      case Conclusion.Trusted trusted -> of(trusted);
      case Conclusion.Examined(List<Checkup> hosts) -> CheckupDocument.of(hosts);
      case Conclusion.Linted(Remarks remarks) -> RemarkDocument.of(remarks);
      case Conclusion.UserIssued(UserAdded added) -> UserDocument.of(added);
      case Conclusion.AuthorityServed(AuthorityDone done) -> AuthorityDocument.of(done);
      case Conclusion.StoreExported(StoreExport export) -> of(export);
      case Conclusion.UserList(List<UserEntry> users) ->
          new Fields().objects("users", users.stream().map(UserDocument::of).toList());
      case Conclusion.KubeconfigMerged(Merge merge) -> of(merge);
      case Conclusion.Certificates(CertificateList list) -> CertificateDocument.of(list);
      case Conclusion.JournalListed(Journal journal) -> JournalDocument.of(journal);
      case Conclusion.JournalShown(JournalLine line) -> JournalDocument.of(line);
      case Conclusion.JournalChecked(JournalCheck.Result result) -> JournalDocument.of(result);
      case Conclusion.Printed() -> new Fields();
      case Conclusion.Failed(var _, List<Problem> problems) ->
          new Fields().objects("problems", problems.stream().map(Fields::of).toList());
    };
  }

  /** Which saved plan it was; nothing where it was none. */
  private static Fields saved(Optional<Sha256> plan) {
    return new Fields().text("plan", plan.map(Sha256::hex));
  }

  /** What befell a run that has a report; nothing where nothing did. */
  private static Fields problems(List<Mishap> mishaps) {
    return mishaps.isEmpty()
        ? new Fields()
        : new Fields()
            .objects(
                "problems",
                mishaps.stream().flatMap(one -> one.problems().stream()).map(Fields::of).toList());
  }

  private static Fields of(Merge merge) {
    return new Fields()
        .text("context", merge.context())
        .text("file", merge.file().toString())
        .truth("current", merge.current())
        .truth("dryRun", merge.dryRun())
        .texts("changes", merge.changes());
  }

  private static Fields of(StoreExport export) {
    return new Fields()
        .text("folder", export.folder().toString())
        .number("files", export.files())
        .number("secrets", export.secrets())
        .text("sha256", export.list().hex());
  }

  private static Fields of(Conclusion.Trusted trusted) {
    return new Fields()
        .truth("accepted", trusted.accepted())
        .objects("added", trusted.added().entrySet().stream().map(JsonView::of).toList())
        .objects("hosts", trusted.hosts().stream().map(JsonEvents::of).toList());
  }

  private static Fields of(Map.Entry<Path, Integer> added) {
    return new Fields().text("file", added.getKey().toString()).number("keys", added.getValue());
  }

  /** As every document has times: UTC, with milliseconds. */
  static String time(Instant instant) {
    return TIME.format(instant);
  }
}
