package dev.kprov.view;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.base.Sha256;
import dev.kprov.plan.Change;
import dev.kprov.plan.Finding;
import dev.kprov.plan.HostPlan;
import dev.kprov.plan.Pin;
import dev.kprov.plan.Severity;
import dev.kprov.plan.Wishes;
import dev.kprov.result.PlanBasis;
import dev.kprov.result.PlanOptions;
import dev.kprov.result.PlanSheet;
import dev.kprov.result.SavedPlan;
import dev.kprov.state.Trace;
import dev.kprov.text.Json;
import dev.kprov.text.Members;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Saved plans, as {@code docs/plans.md} and {@code docs/schema/plan.schema.json} describe them. The
 * identifier is the SHA-256 of the body on one line ({@code jq -cj .body}), so that a file may be
 * laid out anew and not changed. What is read is what was written down; nothing is guessed from it.
 */
public final class PlanDocument {

  /** Goes up when a plan of an older kprov can no longer be held against the world. */
  private static final long FORMAT = 1;

  private static final String PLAN = "plan";
  private static final String BODY = "body";
  private static final String LOCAL = "local";

  private PlanDocument() {}

  /** The text of the file. */
  public static String write(SavedPlan saved) {
    Fields body = body(saved);
    String id = id(Json.line(body.map())).hex();
    return Json.pretty(new Fields().text(PLAN, id).object(BODY, body).map()) + "\n";
  }

  /**
   * Reads the text of such a file.
   *
   * @param file its name, for messages
   * @throws RunFailure of kind {@code REFUSED} where it was edited, {@code BAD_FILE} where it is no
   *     plan
   */
  public static PlanSheet read(String text, String file) throws RunFailure {
    Members top = Json.readLine(text, file, 1).map(Members::new).orElseThrow(() -> noPlan(file));
    try {
      Members body = top.object(BODY);
      String canonical = Json.line(body.object());
      Sha256 id = id(canonical);
      if (!top.text(PLAN).equals(id.hex())) {
        throw new RunFailure(
            RunFailure.Kind.REFUSED,
            file + ": the plan is refused: it was edited, and is not the plan " + top.text(PLAN),
            "make a new plan");
      }
      if (body.number("kprov") != FORMAT) {
        throw new RunFailure(
            RunFailure.Kind.REFUSED,
            file + ": the plan is refused: another kprov wrote it, " + body.text("version"),
            "make a new plan");
      }
      return sheet(id, canonical, body);
    } catch (IllegalArgumentException | DateTimeException _) {
      throw noPlan(file);
    }
  }

  private static RunFailure noPlan(String file) {
    return new RunFailure(
        RunFailure.Kind.BAD_FILE,
        List.of(
            Problem.of(file + " is no saved plan", "kprov plan INVENTORY --out FILE makes one")));
  }

  private static Sha256 id(String canonical) {
    return Sha256.of(canonical.getBytes(StandardCharsets.UTF_8));
  }

  private static Fields body(SavedPlan saved) {
    PlanBasis basis = saved.basis();
    Map<String, Pin> pins = Pin.of(saved.plan(), saved.world());
    return new Fields()
        .number("kprov", FORMAT)
        .text("version", saved.version())
        .text("cluster", saved.world().inventory().cluster().name())
        .text("time", basis.time().toString())
        .text("expires", basis.expires().toString())
        .number("generation", basis.generation())
        .object("digests", digests(basis.digests()))
        .object("options", options(saved.options()))
        .object(
            LOCAL,
            new Fields()
                .objects(
                    "changes", saved.plan().local().stream().map(c -> change(c, pins)).toList())
                .objects(
                    "findings", saved.plan().findings().stream().map(JsonChanges::of).toList()))
        .objects("hosts", saved.plan().hosts().stream().map(PlanDocument::host).toList());
  }

  private static Fields digests(Map<String, Sha256> digests) {
    Fields fields = new Fields();
    digests.forEach((what, digest) -> fields.text(what, digest.hex()));
    return fields;
  }

  private static Fields options(PlanOptions options) {
    Fields set = new Fields();
    options.set().forEach(set::text);
    return new Fields()
        .text("inventory", options.inventory().toString())
        .object("set", set)
        .text("limit", options.limit())
        .text("store", options.store().map(Path::toString))
        .truth("assumeNewCluster", options.assumeNewCluster())
        .texts("reissue", options.reissue())
        .truth("newKeys", options.newKeys())
        .truth("prune", options.prune().left())
        .truth("pruneStrangers", options.prune().strangers());
  }

  private static Fields host(HostPlan host) {
    return RunDocument.head(host)
        .objects("changes", host.changes().stream().map(c -> change(c, Map.of())).toList())
        .objects("findings", host.findings().stream().map(JsonChanges::of).toList());
  }

  private static Fields change(Change change, Map<String, Pin> pins) {
    Fields fields = JsonChanges.of(change).text("message", Lines.of(change));
    return switch (change) {
      case Change.Issue(var item, var _, var _, var _) -> {
        Pin pin = pins.get(item.id().key());
        yield pin == null ? fields : fields.object("request", PlannedItem.of(item, pin));
      }
      case Change.Create(var _, var _, var content, var before, var _) ->
          fields
              .and(PlannedItem.of(content))
              .object("before", JournalDocument.of(Trace.of(before)));
      case Change.Update(var _, var _, var content, var before, var _, var _) ->
          fields
              .and(PlannedItem.of(content))
              .object("before", JournalDocument.of(Trace.of(before)));
      case Change.Remove remove ->
          fields.object("before", JournalDocument.of(Trace.of(remove.before())));
      case Change.Recover _, Change.Mark _, Change.Merge _, Change.Blocked _ -> fields;
    };
  }

  private static PlanSheet sheet(Sha256 id, String canonical, Members body) {
    return new PlanSheet(
        id,
        canonical,
        body.text("cluster"),
        options(body.object("options")),
        new PlanBasis(
            Instant.parse(body.text("time")),
            Instant.parse(body.text("expires")),
            body.number("generation"),
            digests(body.object("digests"))),
        section(LOCAL, body.object(LOCAL)),
        body.objects("hosts").stream().map(host -> section(host.text("name"), host)).toList());
  }

  private static Map<String, Sha256> digests(Members digests) {
    return digests.each((digest, what) -> new Sha256(digest.text(what)));
  }

  private static PlanOptions options(Members options) {
    Members set = options.object("set");
    return new PlanOptions(
        Path.of(options.text("inventory")),
        set.each(Members::text),
        options.textIf("limit"),
        options.textIf("store").map(Path::of),
        options.truth("assumeNewCluster"),
        options.texts("reissue"),
        options.truth("newKeys"),
        new Wishes.Prune(options.truth("prune"), options.truth("pruneStrangers")));
  }

  private static PlanSheet.Section section(String name, Members section) {
    return new PlanSheet.Section(
        name,
        section.textIf("address"),
        section.has("roles") ? section.texts("roles") : List.of(),
        section.textIf("cause"),
        section.objects("changes").stream().map(PlanDocument::entry).toList(),
        section.objects("findings").stream().map(PlanDocument::finding).toList());
  }

  private static PlanSheet.Entry entry(Members change) {
    return new PlanSheet.Entry(
        change.text("subject"),
        change.text("message"),
        change.textIf("hint"),
        change.objectIf("request").map(PlannedItem::words),
        change.text("state").equals(JsonChanges.State.PENDING.word()),
        Json.line(change.object()));
  }

  private static Finding finding(Members finding) {
    return new Finding(
        Severity.valueOf(finding.text("severity").toUpperCase(Locale.ROOT)),
        finding.text("subject"),
        finding.text("message"),
        finding.textIf("hint"));
  }
}
