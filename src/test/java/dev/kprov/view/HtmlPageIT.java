package dev.kprov.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Browser;
import dev.kprov.plan.Finding;
import dev.kprov.plan.HostPlan;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Verdict;
import dev.kprov.plan.Worlds;
import dev.kprov.result.Conclusion;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. */
class HtmlPageIT {

  private static final String HOSTS = "table[aria-label=hosts]";
  private static final String CELL =
      "document.querySelector('" + HOSTS + " tbody td:nth-child(2)')";
  private static final String NAMES =
      "[...document.querySelectorAll('"
          + HOSTS
          + " tbody tr:not([hidden]) td:nth-child(2)')]"
          + ".map(cell => cell.textContent).join()";

  private static Browser browser;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start();
  }

  @AfterAll
  static void stop() throws Exception {
    browser.close();
  }

  @BeforeEach
  void open() throws Exception {
    Worlds worlds = Worlds.converged();
    worlds.host("worker0").remove("~/ca.pem");
    worlds.host("gateway").down();
    open(new Conclusion.Planned(worlds.plan(), worlds.world()));
  }

  private void open(Conclusion conclusion) throws Exception {
    Path page = folder.resolve("report.html");
    try (PrintStream out = new PrintStream(Files.newOutputStream(page), false, UTF_8)) {
      new HtmlView(out).conclude(conclusion, JsonViewTest.circumstances("plan"));
    }
    browser.screen(1280, 900, "light");
    browser.open(page);
  }

  @Test
  void itSortsBothWaysAndFilters() throws Exception {
    assertThat(browser.tell(NAMES)).isEqualTo("local,control0,control1,worker0,gateway");

    browser.click(HOSTS + " th:nth-child(2) button");
    assertThat(browser.tell(NAMES)).isEqualTo("control0,control1,gateway,local,worker0");
    browser.click(HOSTS + " th:nth-child(2) button");
    assertThat(browser.tell(NAMES)).isEqualTo("worker0,local,gateway,control1,control0");
    assertThat(browser.tell("document.querySelector('[aria-sort]').ariaSort"))
        .isEqualTo("descending");

    browser.type("input[aria-label$=hosts]", "PENDING");
    assertThat(browser.tell(NAMES)).isEqualTo("worker0");
  }

  @Test
  void itAsksNobodyForAnythingAndHasNothingToComplainOf() throws Exception {
    assertThat(browser.tell("performance.getEntriesByType('resource').length")).isEqualTo("0");
    assertThat(browser.tell("getComputedStyle(document.body).maxWidth"))
        .as("its own policy lets its style through")
        .isEqualTo("1216px");
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void itIsReadableLightAndDarkOnAPhoneAndOnPaper() throws Exception {
    String colours =
        "getComputedStyle(document.body).color + getComputedStyle(document.body).backgroundColor";
    assertThat(browser.tell(colours)).isEqualTo("rgb(27, 34, 48)rgb(255, 255, 255)");

    browser.screen(390, 844, "dark");
    assertThat(browser.tell(colours)).isEqualTo("rgb(231, 234, 240)rgb(18, 22, 29)");
    isNoWiderThanThePhone();
    assertThat(browser.tell("getComputedStyle(" + CELL + ", '::before').content"))
        .as("a cell that stands under no heading says whose it is")
        .isEqualTo("\"Host \"");

    assertThat(browser.print()).startsWith("%PDF-".getBytes(UTF_8)).hasSizeGreaterThan(10_000);
  }

  private static void isNoWiderThanThePhone() throws Exception {
    String root = "document.documentElement.";
    assertThat(browser.tell(root + "scrollWidth")).isEqualTo(browser.tell(root + "clientWidth"));
  }

  @Test
  void whatIsFoldedIsReadOnPaper() throws Exception {
    Worlds worlds = Worlds.converged();
    Plan plan = worlds.plan();
    Verdict good = new Verdict("/home/ubuntu/ca.pem", "self-signed authority", List.of());
    open(
        new Conclusion.Verified(
            JunitViewTest.report(plan, JsonViewTest.host(plan), List.of(good)), worlds.world()));
    String open = "document.querySelectorAll('details[open]').length";
    assertThat(browser.tell(open)).isEqualTo("0");

    browser.tell("dispatchEvent(new Event('beforeprint'))");
    assertThat(browser.tell(open))
        .isNotEqualTo("0")
        .isEqualTo(browser.tell("document.querySelectorAll('details').length"));
    browser.tell("dispatchEvent(new Event('afterprint'))");
    assertThat(browser.tell(open)).isEqualTo("0");
  }

  @Test
  void aHostileHostGetsNothingIntoThePageAndALongNameFitsAPhone() throws Exception {
    Worlds worlds = Worlds.converged();
    HostPlan host = JsonViewTest.host(worlds.plan());
    Finding hostile =
        Finding.error(
            "/" + "x".repeat(250) + "<img src=x onerror=\"window.hacked = 1\">",
            "</td></table><script>window.hacked = 1</script>",
            "]]>");
    HostPlan shown =
        new HostPlan(host.host(), host.observation(), List.of(), List.of(hostile), host.tally());
    open(new Conclusion.Planned(new Plan(List.of(), List.of(), List.of(shown)), worlds.world()));

    assertThat(browser.tell("window.hacked === undefined")).isEqualTo("true");
    assertThat(browser.tell("document.querySelectorAll('img, script').length")).isEqualTo("1");
    assertThat(browser.tell("document.body.textContent")).contains("<img src=x onerror=");
    assertThat(browser.console()).isEmpty();
    browser.screen(390, 844, "light");
    isNoWiderThanThePhone();
  }
}
