package dev.kprov.view;

import dev.kprov.base.Sha256;
import dev.kprov.plan.CertificateEntry;
import dev.kprov.plan.Survey;
import dev.kprov.result.Circumstances;
import dev.kprov.result.Conclusion;
import dev.kprov.result.Event;
import dev.kprov.result.PlanSheet;
import dev.kprov.result.View;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * A report as one page for a browser: to look at, to print, to send to an auditor. Nothing in it
 * comes from elsewhere, and its own policy forbids that: only the style and the script that stand
 * in it, known by their hashes, count (https://www.w3.org/TR/CSP3/).
 */
public final class HtmlView implements View {

  private static final String STYLE = resource("report.css");
  private static final String SCRIPT = resource("report.js");

  private static final String POLICY =
      "default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none';"
              .formatted(digest(STYLE), digest(SCRIPT))
          + " form-action 'none'";

  private final PrintStream out;

  /**
   * @param out gets nothing but the page
   */
  public HtmlView(PrintStream out) {
    this.out = out;
  }

  @Override
  public void event(Event event) {}

  @Override
  public void conclude(Conclusion conclusion, Circumstances circumstances) {
    Markup html = new Markup("<!DOCTYPE html>\n");
    html.start("html", "lang", "en");
    head(circumstances, html);
    html.start("body");
    List<Standing> all = Standing.of(conclusion);
    title(status(conclusion, all, circumstances), circumstances, html);
    if (conclusion instanceof Conclusion.PlanShown(PlanSheet plan)) {
      HtmlPlan.write(plan, html);
    }
    HtmlStandings.write(all, html);
    HtmlCertificates.write(certificates(conclusion), circumstances.started(), html);
    html.start("script").raw(SCRIPT).end();
    html.print(out);
  }

  private static List<CertificateEntry> certificates(Conclusion conclusion) {
    return conclusion instanceof Conclusion.OfHosts seen ? Survey.of(seen.world()) : List.of();
  }

  private static void head(Circumstances circumstances, Markup html) {
    html.start("head");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "referrer", "content", "no-referrer");
    html.element("title", name(circumstances));
    html.start("style").raw(STYLE).end();
    html.end();
  }

  /** To show a plan is always good; what it waits for is not. */
  private static String status(
      Conclusion conclusion, List<Standing> all, Circumstances circumstances) {
    return conclusion instanceof Conclusion.PlanShown
        ? all.stream()
            .map(Standing::ending)
            .max(Comparator.naturalOrder())
            .map(HtmlStandings::word)
            .orElseThrow()
        : circumstances.status();
  }

  private static void title(String status, Circumstances circumstances, Markup html) {
    html.start("header");
    html.start("h1").text(name(circumstances) + " ");
    html.element("span", status, "class", "pill " + colour(status)).end();
    html.start("dl", "class", "facts");
    fact("Time", time(circumstances), html);
    circumstances.inventory().ifPresent(file -> fact("Inventory", file.toString(), html));
    circumstances.store().ifPresent(folder -> fact("Store", folder.toString(), html));
    fact("kprov", circumstances.version(), html);
    html.end().end();
  }

  /** A line of a list of facts. */
  static void fact(String name, String value, Markup html) {
    html.element("dt", name).element("dd", value);
  }

  private static String name(Circumstances circumstances) {
    return "kprov " + circumstances.command().orElse("") + " " + circumstances.cluster().orElse("");
  }

  private static String time(Circumstances circumstances) {
    return DateTimeFormatter.ISO_INSTANT.format(
        circumstances.started().truncatedTo(ChronoUnit.SECONDS));
  }

  private static String colour(String status) {
    return switch (status) {
      case "good", "pending" -> status;
      default -> "wrong";
    };
  }

  private static String digest(String text) {
    byte[] hash = HexFormat.of().parseHex(Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex());
    return Base64.getEncoder().encodeToString(hash);
  }

  private static String resource(String name) {
    try (InputStream in = HtmlView.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the jar cannot be read", e);
    }
  }
}
