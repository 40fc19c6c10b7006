package dev.kprov.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Browser;
import dev.kprov.plan.Worlds;
import dev.kprov.result.Conclusion;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. */
class HtmlPageIT {

  private static final String HOSTS = "table[aria-label=hosts]";
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
    Path page = folder.resolve("report.html");
    try (PrintStream out = new PrintStream(Files.newOutputStream(page), false, UTF_8)) {
      new HtmlView(out)
          .conclude(
              new Conclusion.Planned(worlds.plan(), worlds.world()),
              JsonViewTest.circumstances("plan"));
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
    assertThat(browser.tell(colours)).isEqualTo("rgb(28, 35, 48)rgb(255, 255, 255)");

    browser.screen(390, 844, "dark");
    assertThat(browser.tell(colours)).isEqualTo("rgb(230, 233, 239)rgb(20, 24, 31)");
    String root = "document.documentElement.";
    assertThat(browser.tell(root + "scrollWidth"))
        .as("only tables are wider than a phone, and those scroll by themselves")
        .isEqualTo(browser.tell(root + "clientWidth"));

    assertThat(browser.print()).startsWith("%PDF-".getBytes(UTF_8)).hasSizeGreaterThan(10_000);
  }
}
