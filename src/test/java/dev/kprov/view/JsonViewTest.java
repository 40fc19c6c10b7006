package dev.kprov.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Place;
import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.plan.Change;
import dev.kprov.plan.Finding;
import dev.kprov.plan.HostModel;
import dev.kprov.plan.HostPlan;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Verdict;
import dev.kprov.plan.Worlds;
import dev.kprov.result.Circumstances;
import dev.kprov.result.Conclusion;
import dev.kprov.result.Event;
import dev.kprov.result.HostKeys;
import dev.kprov.result.HostReport;
import dev.kprov.result.Mishap;
import dev.kprov.result.Outcome;
import dev.kprov.result.Report;
import dev.kprov.state.Difference;
import dev.kprov.state.Fact;
import dev.kprov.state.Observation;
import dev.kprov.state.Stat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What programs are told, held against the published schema. */
class JsonViewTest {

  private static final Pattern DOCUMENT = Pattern.compile("(?s)```json\n(\\{.*?\n\\})\n```");
  static final Conclusion SPOILT =
      new Conclusion.Failed(RunFailure.Kind.LOCKED, List.of(Problem.of("held")));

  private static final Instant NOW = Instant.parse("2026-11-22T09:20:04.5Z");

  private final Worlds worlds = Worlds.converged();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void aPlanTellsChangesWithReasonsAndRights() {
    String json =
        document("plan", new Conclusion.Planned(Worlds.fresh().plan(), Worlds.fresh().world()));

    JsonSchema.DOCUMENT.accepts(json);
    assertThat(flat(json))
        .startsWith("{ \"kprov\": 1, \"version\": \"1.2.3\", \"command\": \"plan\",")
        .contains("\"started\": \"2026-11-22T09:20:04.500Z\"")
        .contains(
            "{ \"kind\": \"issue\", \"state\": \"pending\", \"subject\": \"authority ca\","
                + " \"item\": \"authority/ca\", \"files\": [ \"ca-key.pem\", \"ca.pem\" ],"
                + " \"reasons\": [ \"never issued\" ], \"newKey\": true,"
                + " \"expiry\": { \"to\": \"2036-02-27T12:00:00Z\" } }")
        .contains("\"toBeIssued\": \"never issued\"");
  }

  @Test
  void aDifferenceIsToldInParts() {
    HostModel control = worlds.host("control0");
    Fact.RegularFile key = (Fact.RegularFile) control.at("~/ca-key.pem");
    control.put("~/ca-key.pem", new Fact.RegularFile(wide(key.stat()), key.hash(), ""));

    String json = document("plan", new Conclusion.Planned(worlds.plan(), worlds.world()));

    JsonSchema.DOCUMENT.accepts(json);
    assertThat(flat(json))
        .contains(
            "{ \"attribute\": \"mode\", \"from\": \"0644\", \"to\": \"0600\","
                + " \"message\": \"mode 0644 → 0600\" }");
  }

  @Test
  void everyAttributeIsAWordOfTheSchemas() {
    worlds.host("worker0").put("~/ca.pem", worlds.host("worker0").at("~/worker0.pem"));
    HostPlan seen = host(worlds.plan());
    Change.Update update = (Change.Update) seen.changes().getFirst();
    List<Difference> all =
        Arrays.stream(Difference.Attribute.values())
            .map(attribute -> Difference.of(attribute, "a", "b"))
            .toList();
    HostPlan edited =
        new HostPlan(
            seen.host(),
            seen.observation(),
            List.of(
                new Change.Update(
                    update.resource(),
                    update.at(),
                    update.content(),
                    update.before(),
                    all,
                    Optional.empty())),
            seen.findings(),
            seen.tally());
    Plan plan = new Plan(List.of(), List.of(), List.of(edited));

    JsonSchema.DOCUMENT.accepts(document("plan", new Conclusion.Planned(plan, worlds.world())));
    JsonSchema.PLAN.accepts(PlanDocumentTest.text(plan, worlds.world()));
  }

  @Test
  void aHostThatWasNotReachedHasACauseAndNoCount() {
    worlds.host("worker0").down();

    String json =
        document("verify", new Conclusion.Verified(untouched(worlds.plan()), worlds.world()));

    JsonSchema.DOCUMENT.accepts(json);
    assertThat(flat(json))
        .contains("\"name\": \"worker0\"", "\"reached\": false, \"cause\": \"")
        .contains("\"reached\": 3, \"good\": 3");
  }

  @Test
  void everyChangeOfARunHasItsState() {
    worlds.host("worker0").remove("~/ca.pem").remove("~/worker0.pem");
    Plan plan = worlds.plan();
    List<Change> changes = host(plan).changes();
    List<Outcome> outcomes =
        List.of(
            new Outcome(changes.get(0), Optional.empty()),
            new Outcome(changes.get(1), Optional.of("no space left on device")));
    HostReport host =
        new HostReport(host(plan), outcomes, Optional.empty(), host(plan), List.of(verdict()));

    Report report = new Report(plan, plan, List.of(host), List.of(), List.of());
    String json = document("up", new Conclusion.Applied(report, worlds.world()));

    JsonSchema.DOCUMENT.accepts(json);
    assertThat(flat(json))
        .contains("\"state\": \"done\"", "\"state\": \"failed\"")
        .contains("\"cause\": \"no space left on device\"")
        .contains("\"done\": 1, \"failed\": 1")
        .contains("\"badCertificates\": 1");
  }

  @Test
  void whatBefellARunStandsBesideWhatItDid() {
    Plan plan = worlds.plan();
    Mishap full =
        Mishap.of(new RunFailure(RunFailure.Kind.LOCAL_IO, "cannot write x", "free some space"));

    String json =
        document("up", new Conclusion.Applied(untouched(plan).with(full), worlds.world()));

    JsonSchema.DOCUMENT.accepts(json);
    assertThat(flat(json))
        .contains(
            "\"problems\": [ { \"message\": \"cannot write x\", \"hint\": \"free some space\"")
        .contains("\"summary\": ");
  }

  @Test
  void trustTellsFingerprintsAndWhatSpeaksAgainstThem() {
    HostKeys.Fingerprint ed25519 =
        new HostKeys.Fingerprint("ssh-ed25519", "SHA256:" + "a".repeat(43));
    HostKeys shown =
        new HostKeys(
            worlds.plan().hosts().getFirst().host(),
            List.of(
                new HostKeys.Key.New(ed25519),
                new HostKeys.Key.Refused(ed25519, "revoked", Optional.of("ask"))),
            Optional.empty());

    String json =
        document(
            "trust",
            new Conclusion.Trusted(List.of(shown), Map.of(Path.of("/known_hosts"), 1), true));

    JsonSchema.DOCUMENT.accepts(json);
    assertThat(flat(json))
        .contains("{ \"standing\": \"new\", \"type\": \"ssh-ed25519\"")
        .contains("\"added\": [ { \"file\": \"/known_hosts\", \"keys\": 1 } ]");
  }

  @Test
  void aSpoiltRunTellsEveryProblemWithItsPlace() {
    Problem typo = Problem.at(new Place("inv.yaml", 19, 44), "unknown key adress", "address?");

    String json =
        document(
            "plan",
            new Conclusion.Failed(RunFailure.Kind.BAD_FILE, List.of(typo, Problem.of("no hosts"))));

    JsonSchema.DOCUMENT.accepts(json);
    assertThat(flat(json))
        .endsWith(
            "\"problems\": [ { \"file\": \"inv.yaml\", \"line\": 19, \"column\": 44,"
                + " \"message\": \"unknown key adress\", \"hint\": \"address?\" },"
                + " { \"message\": \"no hosts\" } ] }");
  }

  @Test
  void hostileTextIsBoundedAndEscaped() {
    Plan plan = worlds.plan();
    HostPlan host = host(plan);
    Finding finding = Finding.warning("\u001b]0;x\u0007\u202e", "y".repeat(1 << 20), "z");
    HostPlan odd =
        new HostPlan(host.host(), host.observation(), List.of(), List.of(finding), host.tally());

    String json =
        document(
            "plan",
            new Conclusion.Planned(new Plan(List.of(), List.of(), List.of(odd)), worlds.world()));

    JsonSchema.DOCUMENT.accepts(json);
    assertThat(json).contains("\\u001B]0;x\\u0007\\u202e").hasSizeLessThan(8000);
    assertThat(json.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c != 0x7f && c != 0x202e));
  }

  @Test
  void everyEventIsALineAndTheLastOneHoldsTheDocument() {
    JsonView view = new JsonView(new PrintStream(bytes, false, UTF_8), true, () -> NOW);
    HostKeys keys =
        new HostKeys(
            host(worlds.plan()).host(),
            List.of(),
            Optional.of(new Observation.Unreached("refused", Optional.of("start sshd"))));
    List<Event> events =
        List.of(
            new Event.Begun(Event.Stage.LOOKING, 2),
            new Event.Looking("a"),
            new Event.Reached("a"),
            new Event.Unreached("b", new Observation.Unreached("no", Optional.empty())),
            new Event.Scanned(keys),
            new Event.Issued("authority ca"),
            new Event.Recovered("key pair sa"),
            new Event.Applying("a", 3),
            new Event.Applied("a", 2, 1),
            new Event.Waiting("another run holds the store"),
            new Event.Stopping(Duration.ofSeconds(5)));

    events.forEach(view::event);
    view.conclude(new Conclusion.Planned(worlds.plan(), worlds.world()), circumstances("plan"));

    List<String> lines = bytes.toString(UTF_8).lines().toList();
    assertThat(lines).hasSize(events.size() + 1).allSatisfy(JsonSchema.EVENT::accepts);
    assertThat(lines.getLast())
        .startsWith("{\"at\":\"2026-11-22T09:20:04.500Z\",\"event\":\"result\",\"result\":{");
    JsonSchema.DOCUMENT.accepts(
        lines.getLast().replaceFirst("^.*?\"result\":(?=\\{)", "").replaceFirst("}$", ""));
  }

  @Test
  void theSchemasRefuseWhatIsNotDescribed() {
    String json = document("plan", new Conclusion.Planned(worlds.plan(), worlds.world()));

    JsonSchema.DOCUMENT.refuses(json.replaceFirst("\"reached\": true", "\"reached\": false"));
    JsonSchema.DOCUMENT.refuses(json.replaceFirst("\"roles\"", "\"rolls\""));
    JsonSchema.DOCUMENT.refuses(json.replaceFirst("\"command\": \"plan\"", "\"x\": \"plan\""));
    JsonSchema.EVENT.refuses("{\"at\":\"2026-11-22T09:20:04.500Z\",\"event\":\"reached\"}");
  }

  @Test
  void theExamplesInTheDocumentationAreSuchDocuments() throws IOException {
    String text = Files.readString(Path.of("docs/json.md"));

    assertThat(DOCUMENT.matcher(text).results().map(found -> found.group(1)))
        .hasSizeGreaterThan(2)
        .allSatisfy(JsonSchema.DOCUMENT::accepts);
  }

  private static Stat wide(Stat stat) {
    return new Stat(
        0100644,
        stat.uid(),
        stat.gid(),
        stat.owner(),
        stat.group(),
        stat.size(),
        stat.mtime(),
        stat.inode());
  }

  static HostPlan host(Plan plan) {
    return plan.hosts().stream()
        .filter(host -> host.host().name().equals("worker0"))
        .findFirst()
        .orElseThrow();
  }

  private static Verdict verdict() {
    return new Verdict(
        "/home/ubuntu/ca.pem", "until 2026", List.of(new Verdict.Fault("expired", "renew it")));
  }

  static Report untouched(Plan plan) {
    return new Report(
        plan,
        plan,
        plan.hosts().stream()
            .map(host -> new HostReport(host, List.of(), Optional.empty(), host, List.of()))
            .toList(),
        List.of(),
        List.of());
  }

  private String document(String command, Conclusion conclusion) {
    JsonView view = new JsonView(new PrintStream(bytes, false, UTF_8), false, () -> NOW);
    view.event(new Event.Reached("nobody is told"));
    view.conclude(conclusion, circumstances(command));
    return bytes.toString(UTF_8);
  }

  static Circumstances circumstances(String command) {
    return new Circumstances(
        "1.2.3",
        Optional.of(command),
        Optional.of(Path.of("inventory.yaml")),
        Optional.of("kubenet"),
        command.equals("trust") ? Optional.empty() : Optional.of(Path.of("/pki/kubenet")),
        NOW,
        NOW,
        "good",
        0);
  }

  /** Without the layout. */
  private static String flat(String json) {
    return json.replaceAll("\\s+", " ").strip();
  }
}
