package dev.kprov.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.judge.Judge;
import dev.kprov.plan.Change;
import dev.kprov.plan.Check;
import dev.kprov.plan.Finding;
import dev.kprov.plan.HostPlan;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Verdict;
import dev.kprov.plan.Worlds;
import dev.kprov.result.Conclusion;
import dev.kprov.result.HostReport;
import dev.kprov.result.Mishap;
import dev.kprov.result.Report;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** What a CI system is told. */
class JunitViewTest {

  private static final String HOST = "//testcase[@classname='kubenet.worker'][@name='worker0']";

  private final Worlds worlds = Worlds.converged();

  @TempDir private Path folder;
  private Judge junitparser;

  @BeforeEach
  void find() {
    junitparser = Judge.of("junitparser");
  }

  @Test
  void aSavedPlanIsToldHostByHost() throws Exception {
    worlds.host("worker0").remove("~/ca.pem");

    Document xml = view(new Conclusion.PlanShown(PlanDocumentTest.sheet(worlds)));

    assertThat(tell(xml, "count(//failure)")).isEqualTo("1");
    assertThat(tell(xml, HOST + "/failure/@type")).isEqualTo("pending");
    assertThat(tell(xml, HOST + "/failure")).startsWith("create /home/ubuntu/ca.pem (0644 ubuntu");
  }

  @Test
  void aGoodClusterIsAsManyTestsAsHostsAndOneForTheStore() throws Exception {
    Document xml =
        view(new Conclusion.Verified(JsonViewTest.untouched(worlds.plan()), worlds.world()));

    assertThat(tell(xml, "/testsuites/testsuite/@tests")).isEqualTo("5");
    assertThat(tell(xml, "count(//testcase)")).isEqualTo("5");
    assertThat(tell(xml, "count(//failure) + count(//error)")).isEqualTo("0");
    assertThat(tell(xml, "//testcase[@classname='kubenet.store']/@name")).isEqualTo("local");
    assertThat(tell(xml, "//property[@name='inventory']/@value")).isEqualTo("inventory.yaml");
    assertThat(tell(xml, HOST + "/system-out")).contains("5 of 5 files, no strangers");
    judge().accepted();
  }

  @Test
  void whatWaitsIsAFailureThatNamesEveryChange() throws Exception {
    worlds.host("worker0").remove("~/ca.pem").remove("~/worker0.pem");

    Document xml = view(new Conclusion.Planned(worlds.plan(), worlds.world()));

    assertThat(tell(xml, "//testsuite/@failures")).isEqualTo("1");
    assertThat(tell(xml, HOST + "/failure/@type")).isEqualTo("pending");
    assertThat(tell(xml, HOST + "/failure/@message"))
        .startsWith("create /home/ubuntu/")
        .endsWith(" (and 1 more)");
    assertThat(tell(xml, HOST + "/failure").lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).startsWith("create /home/ubuntu/"));
    judge().refused("");
  }

  @Test
  void aHostThatWasNotReachedIsAnErrorWithItsCause() throws Exception {
    worlds.host("worker0").down();

    for (Conclusion conclusion :
        List.of(
            new Conclusion.Planned(worlds.plan(), worlds.world()),
            new Conclusion.Verified(JsonViewTest.untouched(worlds.plan()), worlds.world()))) {
      Document xml = view(conclusion);

      assertThat(tell(xml, "//testsuite/@errors")).isEqualTo("1");
      assertThat(tell(xml, "//testsuite/@failures")).isEqualTo("0");
      assertThat(tell(xml, HOST + "/error/@type")).isEqualTo("unknown");
      assertThat(tell(xml, HOST + "/error/@message")).isNotBlank();
      judge().refused("");
    }
  }

  @Test
  void aCheckThatAHostDoesNotPassIsNamedOnce() throws Exception {
    Plan plan = worlds.plan();
    HostPlan host = JsonViewTest.host(plan);
    List<Change> unfit =
        List.of(
            new Change.Blocked("clock", "it is late", "set it", Optional.of(Check.CLOCK)),
            new Change.Blocked("/var", "it is full", "clear it", Optional.of(Check.SPACE)));
    HostPlan left = new HostPlan(host.host(), host.observation(), unfit, List.of(), host.tally());

    Document xml = view(new Conclusion.Verified(report(plan, left, List.of()), worlds.world()));

    assertThat(tell(xml, HOST + "/failure").strip().lines())
        .containsExactly(
            "clock: it is late (hint: set it)", "space: /var: it is full (hint: clear it)");
  }

  @Test
  void whatIsWrongIsToldWithItsRemedyAndWarningsFailNobody() throws Exception {
    Plan plan = worlds.plan();
    HostPlan host = JsonViewTest.host(plan);
    Finding warning = Finding.warning("/home/ubuntu/x.pem", "is a stranger", "remove it");
    HostPlan warned =
        new HostPlan(host.host(), host.observation(), List.of(), List.of(warning), host.tally());
    Verdict ended =
        new Verdict("/home/ubuntu/ca.pem", "", List.of(new Verdict.Fault("expired", "renew it")));

    Document good = view(new Conclusion.Verified(report(plan, warned, List.of()), worlds.world()));
    assertThat(tell(good, "//testsuite/@failures")).isEqualTo("0");
    assertThat(tell(good, HOST + "/system-out"))
        .contains("warning /home/ubuntu/x.pem: is a stranger (hint: remove it)");

    Document bad =
        view(new Conclusion.Applied(report(plan, warned, List.of(ended)), worlds.world()));
    assertThat(tell(bad, HOST + "/failure/@type")).isEqualTo("wrong");
    assertThat(tell(bad, HOST + "/failure"))
        .isEqualTo("/home/ubuntu/ca.pem: expired (hint: renew it)");
  }

  @Test
  void aRunThatWasSpoiltIsAnErrorOfTheStore() throws Exception {
    Mishap full = Mishap.of(new RunFailure(RunFailure.Kind.LOCAL_IO, "cannot write x", "free it"));
    Document late =
        view(
            new Conclusion.Applied(
                JsonViewTest.untouched(worlds.plan()).with(full), worlds.world()));
    assertThat(tell(late, "//testcase[@name='local']/error")).contains("cannot write x");

    Document early =
        view(
            new Conclusion.Failed(
                RunFailure.Kind.BAD_FILE, List.of(Problem.of("no hosts"), Problem.of("typo"))));
    assertThat(tell(early, "count(//testcase)")).isEqualTo("1");
    assertThat(tell(early, "//error")).isEqualTo("no hosts\ntypo");
    judge().refused("");
  }

  @Test
  void whatAHostSaysCannotBreakTheDocument() throws Exception {
    Plan plan = worlds.plan();
    HostPlan host = JsonViewTest.host(plan);
    Finding odd =
        Finding.error("]]><x a=\"\u0000\u001b\ufffe\ud800", "&amp; \"'</failure>\n\t", "<!--");
    HostPlan shown =
        new HostPlan(host.host(), host.observation(), List.of(), List.of(odd), host.tally());

    Document xml =
        view(new Conclusion.Planned(report(plan, shown, List.of()).plan(), worlds.world()));

    assertThat(tell(xml, "//failure"))
        .isEqualTo(
            "]]><x a=\"\\u0000\\u001b\\ufffe\\ud800: &amp; \"'</failure>\\n\\u0009"
                + " (hint: <!--)");
    judge().refused("");
  }

  private Judge.Verdict judge() {
    return junitparser.run("verify", folder.resolve("report.xml"));
  }

  private Document view(Conclusion conclusion) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new JunitView(new PrintStream(bytes, false, UTF_8))
        .conclude(conclusion, JsonViewTest.circumstances("verify"));
    write(bytes);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(bytes.toByteArray()));
  }

  private void write(ByteArrayOutputStream bytes) throws IOException {
    Files.write(folder.resolve("report.xml"), bytes.toByteArray());
  }

  private static String tell(Document xml, String path) throws XPathExpressionException {
    return XPathFactory.newInstance().newXPath().evaluate(path, xml);
  }

  /** A report of one host. */
  static Report report(Plan plan, HostPlan host, List<Verdict> verdicts) {
    Plan last = new Plan(plan.local(), plan.findings(), List.of(host));
    HostReport report = new HostReport(host, List.of(), Optional.empty(), host, verdicts);
    return new Report(last, last, List.of(report), List.of(), List.of());
  }
}
