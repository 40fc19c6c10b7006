package dev.kprov.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.plan.Finding;
import dev.kprov.plan.HostPlan;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Worlds;
import dev.kprov.result.Conclusion;
import dev.kprov.result.PlanSheet;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page that goes to those who were not there. */
class HtmlViewTest {

  private final Worlds worlds = Worlds.converged();

  @Test
  void aGoodClusterIsShownWithItsHostsChainsAndEnds() {
    String page =
        page(new Conclusion.Verified(JsonViewTest.untouched(worlds.plan()), worlds.world()));

    assertThat(page)
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
        .contains("<title>kprov verify kubenet</title>")
        .contains("Nothing is to be done, and nothing is wrong.")
        .contains("<td class=\"whole\">worker0</td>")
        .contains("<b>ca</b>, ")
        .contains("<h2>What ends when</h2>")
        .endsWith("</body></html>\n");
  }

  @Test
  void whatIsToBeDoneStandsInOneTable() {
    worlds.host("worker0").remove("~/ca.pem");

    assertThat(page(new Conclusion.Planned(worlds.plan(), worlds.world())))
        .contains(
            "<td class=\"whole\">worker0</td><td class=\"whole state pending\">pending</td>"
                + "<td>create /home/ubuntu/ca.pem (0644 ubuntu");
  }

  @Test
  void aSavedPlanIsShownWithWhatItRestsOnAndWithoutWhatNobodyLookedAt() throws Exception {
    worlds.host("worker0").remove("~/ca.pem");
    worlds.host("gateway").down();
    PlanSheet plan = PlanDocumentTest.sheet(worlds);

    assertThat(page(new Conclusion.PlanShown(plan)))
        .contains(
            "<span class=\"pill wrong\">unknown</span>",
            "<dt>Identifier</dt><dd>" + plan.id().hex() + "</dd>",
            "<dt>Asked for with</dt><dd>inventory.yaml --set renewBefore=1.30 --limit",
            "<dt>SHA-256 of playbook</dt>",
            "<td class=\"whole state pending\">pending</td><td>create /home/ubuntu/ca.pem",
            "<td class=\"whole\">worker</td><td class=\"whole\">worker0</td>")
        .doesNotContain("Chains", ">Seen<");
  }

  @Test
  void aSpoiltRunSaysWhy() {
    Conclusion spoilt =
        new Conclusion.Failed(RunFailure.Kind.BAD_FILE, List.of(Problem.of("no hosts", "add one")));

    assertThat(page(spoilt)).contains("<td>no hosts</td><td>add one</td>").doesNotContain("Chains");
  }

  @Test
  void whatAHostSaysNeverBecomesMarkup() {
    Plan plan = worlds.plan();
    HostPlan host = JsonViewTest.host(plan);
    Finding hostile =
        Finding.error(
            "<img src=x onerror=alert(1)>", "</td></table><script>alert(2)</script>\u202e", "]]>");
    HostPlan shown =
        new HostPlan(host.host(), host.observation(), List.of(), List.of(hostile), host.tally());

    String page =
        page(
            new Conclusion.Planned(new Plan(List.of(), List.of(), List.of(shown)), worlds.world()));

    assertThat(page)
        .doesNotContain("<img", "<script>alert", "\u202e")
        .contains("&lt;img src=x onerror=alert(1)&gt;")
        .contains("&lt;script&gt;alert(2)&lt;/script&gt;\\u202e");
  }

  @Test
  void nothingInThePageLeadsElsewhere() {
    worlds.host("worker0").down();

    assertThat(page(new Conclusion.Planned(worlds.plan(), worlds.world())))
        .contains("default-src 'none'")
        .doesNotContain("http://", "https://", "src=", "href=", "@import", "url(", "style=");
  }

  private static String page(Conclusion conclusion) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new HtmlView(new PrintStream(bytes, false, UTF_8))
        .conclude(conclusion, JsonViewTest.circumstances("verify"));
    return bytes.toString(UTF_8);
  }
}
