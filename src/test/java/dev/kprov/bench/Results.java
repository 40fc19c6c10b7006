package dev.kprov.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** All rows of a run, and how they are told. */
record Results(Surroundings surroundings, List<Row> rows) {

  private static final List<String> HEADINGS =
      List.of("what", "seconds", "middle half", "times kprov's", "own CPU s", "per host ms", "MiB");

  Results {
    rows = List.copyOf(rows);
  }

  /** The rows that were measured on the same site, in the order of the run. */
  List<List<Row>> groups() {
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    for (Row row : rows) {
      groups.computeIfAbsent(title(row), title -> new ArrayList<>()).add(row);
    }
    return List.copyOf(groups.values());
  }

  static String title(Row row) {
    return title(row.hosts(), row.delay());
  }

  private static String title(int hosts, Duration delay) {
    return delay.isZero()
        ? "%d hosts".formatted(hosts)
        : "%d hosts, each way %d ms longer".formatted(hosts, delay.toMillis());
  }

  /** Tables for a terminal, one for each group. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (List<Row> group : groups()) {
      text.append(title(group.getFirst())).append('\n');
      List<List<String>> lines = lines(group);
      lines.forEach(cells -> text.append(line(cells, widths(lines))).append('\n'));
      text.append('\n');
    }
    return text.toString();
  }

  private static List<Integer> widths(List<List<String>> lines) {
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < HEADINGS.size(); i++) {
      int column = i;
      widths.add(lines.stream().mapToInt(cells -> cells.get(column).length()).max().orElse(0));
    }
    return widths;
  }

  /** The first column is text, the others are numbers. */
  private static String line(List<String> cells, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String format = (i == 0 ? "%-" : "  %") + widths.get(i) + "s";
      line.append(format.formatted(cells.get(i)));
    }
    return line.toString();
  }

  /** A table of one group, for a page. */
  String markdown(List<Row> group) {
    List<List<String>> lines = lines(group);
    StringBuilder text = new StringBuilder(tableRow(lines.getFirst()));
    text.append("|---|").append("--:|".repeat(HEADINGS.size() - 1)).append('\n');
    lines.subList(1, lines.size()).forEach(cells -> text.append(tableRow(cells)));
    return text.toString();
  }

  private static String tableRow(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private List<List<String>> lines(List<Row> group) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEADINGS);
    group.forEach(row -> lines.add(cells(row)));
    return lines;
  }

  private List<String> cells(Row row) {
    Statistics wall = row.wall();
    double cpu = row.cpu().median();
    return List.of(
        row.name(),
        seconds(wall.median()),
        seconds(wall.lower()) + " to " + seconds(wall.upper()),
        row.ratio(rows).stream().mapToObj(Results::seconds).findFirst().orElse(""),
        seconds(cpu),
        number("%.0f", 1000 * cpu / row.hosts()),
        row.memory().stream().mapToObj(b -> number("%.0f", b / 1048576.0)).findFirst().orElse(""));
  }

  private static String seconds(double value) {
    return number("%.2f", value);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** The same as data: seconds and bytes, every round that was measured. */
  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("date", surroundings.date().toString());
    document.put("machine", surroundings.machine());
    document.put("versions", surroundings.versions());
    document.put("rows", rows.stream().map(this::document).toList());
    return document;
  }

  private Map<String, Object> document(Row row) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("hosts", row.hosts());
    document.put("delayMillis", row.delay().toMillis());
    document.put("what", row.name());
    document.put("work", row.work().words());
    document.put("wallMillis", document(row, row.wall(), Measurement::wall));
    document.put("cpuMillis", document(row, row.cpu(), Measurement::cpu));
    row.memory().ifPresent(bytes -> document.put("memoryBytes", bytes));
    row.ratio(rows).ifPresent(ratio -> document.put("ratioPercent", Math.round(100 * ratio)));
    return document;
  }

  private static Map<String, Object> document(
      Row row, Statistics statistics, Function<Measurement, Duration> what) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("median", Math.round(1000 * statistics.median()));
    document.put("lower", Math.round(1000 * statistics.lower()));
    document.put("upper", Math.round(1000 * statistics.upper()));
    document.put("rounds", row.timed().stream().map(each -> what.apply(each).toMillis()).toList());
    return document;
  }
}
