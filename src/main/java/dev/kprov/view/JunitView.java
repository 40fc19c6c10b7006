package dev.kprov.view;

import dev.kprov.result.Circumstances;
import dev.kprov.result.Conclusion;
import dev.kprov.result.Event;
import dev.kprov.result.View;
import dev.kprov.view.Standing.Ending;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A report in the XML of JUnit, as CI systems read it: every host is a test, and the store is one.
 * There is no standard of it; this keeps to what Ant's task wrote first and all readers know
 * (https://github.com/testmoapp/junitxml).
 */
public final class JunitView implements View {

  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

  private final PrintStream out;

  /**
   * @param out gets nothing but XML
   */
  public JunitView(PrintStream out) {
    this.out = out;
  }

  @Override
  public void event(Event event) {}

  @Override
  public void conclude(Conclusion conclusion, Circumstances circumstances) {
    Markup xml = new Markup(HEAD);
    suites(Standing.of(conclusion), circumstances, xml);
    xml.print(out);
  }

  private static void suites(List<Standing> all, Circumstances circumstances, Markup xml) {
    head("testsuites", all, circumstances, xml);
    head("testsuite", all, circumstances, xml);
    Instant started = circumstances.started().truncatedTo(ChronoUnit.SECONDS);
    xml.attribute("timestamp", started.toString());
    properties(circumstances, xml);
    String cluster = circumstances.cluster().orElse("kprov");
    all.forEach(one -> test(one, cluster, xml));
  }

  private static void head(
      String element, List<Standing> all, Circumstances circumstances, Markup xml) {
    Map<String, Long> endings =
        all.stream()
            .collect(Collectors.groupingBy(one -> element(one.ending()), Collectors.counting()));
    Duration took = Duration.between(circumstances.started(), circumstances.finished());
    xml.start(element)
        .attribute("name", "kprov " + circumstances.command().orElse(""))
        .attribute("tests", Integer.toString(all.size()))
        .attribute("failures", endings.getOrDefault("failure", 0L).toString())
        .attribute("errors", endings.getOrDefault("error", 0L).toString())
        .attribute("time", "%d.%03d".formatted(took.toSeconds(), took.toMillisPart()));
  }

  private static void properties(Circumstances circumstances, Markup xml) {
    xml.start("properties");
    property("version", circumstances.version(), xml);
    circumstances.inventory().map(Path::toString).ifPresent(v -> property("inventory", v, xml));
    circumstances.store().map(Path::toString).ifPresent(v -> property("store", v, xml));
    property("status", circumstances.status(), xml);
    xml.end();
  }

  private static void property(String name, String value, Markup xml) {
    xml.start("property", "name", name, "value", value).end();
  }

  private static void test(Standing one, String cluster, Markup xml) {
    xml.start("testcase", "classname", cluster + "." + one.group(), "name", one.name());
    if (one.ending() != Ending.GOOD) {
      xml.start(element(one.ending()))
          .attribute("message", message(one.troubles()))
          .attribute("type", one.ending().name().toLowerCase(Locale.ROOT))
          .lines(one.troubles().stream().map(Trouble::toString).toList())
          .end();
    }
    List<String> notes = notes(one);
    if (!notes.isEmpty()) {
      xml.start("system-out").lines(notes).end();
    }
    xml.end();
  }

  private static String element(Ending ending) {
    return switch (ending) {
      case GOOD -> "";
      case PENDING, WRONG -> "failure";
      case UNKNOWN -> "error";
    };
  }

  private static List<String> notes(Standing one) {
    return Stream.of(
            one.done().stream().map(line -> "done: " + line),
            one.good().stream(),
            one.warnings().stream().map(warning -> "warning " + warning))
        .flatMap(lines -> lines)
        .toList();
  }

  private static String message(List<Trouble> troubles) {
    int more = troubles.size() - 1;
    return troubles.getFirst().text() + (more == 0 ? "" : " (and " + more + " more)");
  }
}
