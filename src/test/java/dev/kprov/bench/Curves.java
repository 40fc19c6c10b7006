package dev.kprov.bench;

import static java.util.Comparator.comparingDouble;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A picture (SVG) of how time grows with the number of hosts: a line for each step that was
 * measured on more than one number, on logarithmic scales, where what is in proportion to the hosts
 * rises by one decade in each.
 */
final class Curves {

  private static final int WIDTH = 820;
  private static final int HEIGHT = 460;
  private static final int LEFT = 70;
  private static final int RIGHT = 240;
  private static final int TOP = 44;
  private static final int BOTTOM = 50;
  private static final int LINE = 15;

  private final Axis across;
  private final Axis up;

  private Curves(List<Row> rows) {
    this.across = Axis.of(rows, Row::hosts, LEFT, WIDTH - RIGHT);
    this.up = Axis.of(rows, row -> row.wall().median(), HEIGHT - BOTTOM, TOP);
  }

  /** The steps by name, each with its rows in the order of the hosts, where there are several. */
  static Map<String, List<Row>> of(List<Row> rows, Duration delay) {
    Map<String, List<Row>> curves =
        rows.stream()
            .filter(row -> row.delay().equals(delay))
            .collect(
                Collectors.groupingBy(
                    row -> subject(row.name()), LinkedHashMap::new, Collectors.toList()));
    curves.values().removeIf(curve -> curve.size() < 2);
    return curves;
  }

  /** Without the numbers that differ with the hosts: of keys, of processes. */
  private static String subject(String name) {
    return name.replaceFirst("^\\d+ ", "").replaceFirst("(xargs -P) \\d+$", "$1");
  }

  static String svg(String title, Map<String, List<Row>> curves) {
    List<Row> rows = curves.values().stream().flatMap(List::stream).toList();
    return new Curves(rows).draw(title, curves);
  }

  private String draw(String title, Map<String, List<Row>> curves) {
    StringBuilder svg = new StringBuilder(Picture.head(WIDTH, HEIGHT));
    svg.append(Picture.text(10, 24, "start", true, title + ": seconds by number of hosts"));
    svg.append(Picture.line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM));
    svg.append(Picture.line(LEFT, TOP, LEFT, HEIGHT - BOTTOM));
    curves.values().stream()
        .flatMap(List::stream)
        .map(Row::hosts)
        .distinct()
        .forEach(hosts ->
            svg.append(
                Picture.text(
                    across.at(hosts), HEIGHT - BOTTOM + 20, "middle", false, hosts.toString())));
    for (double tick : up.decades()) {
      svg.append(Picture.line(LEFT - 5, up.at(tick), LEFT, up.at(tick)));
      svg.append(Picture.text(LEFT - 10, up.at(tick) + 4, "end", false, number(tick)));
    }
    curves
        .values()
        .forEach(curve ->
            svg.append(
                Picture.path(
                    curve.stream().map(this::point).toList(), Picture.colour(curve.getLast()))));
    return svg.append(names(curves)).append(Picture.END).toString();
  }

  /** Each at the end of its line, or below the one that is there. */
  private String names(Map<String, List<Row>> curves) {
    StringBuilder names = new StringBuilder();
    double free = 0;
    for (Map.Entry<String, List<Row>> curve :
        curves.entrySet().stream().sorted(comparingDouble(this::end)).toList()) {
      Row last = curve.getValue().getLast();
      double y = Math.max(free, end(curve) + 4);
      String text = curve.getKey() + " " + number(last.wall().median());
      names.append(Picture.text(across.at(last.hosts()) + 8, y, "start", false, text));
      free = y + LINE;
    }
    return names.toString();
  }

  private double end(Map.Entry<String, List<Row>> curve) {
    return up.at(curve.getValue().getLast().wall().median());
  }

  private String point(Row row) {
    return Picture.point(across.at(row.hosts()), up.at(row.wall().median()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
  }

  /** A logarithmic scale from the decade below the least value to the one above the greatest. */
  private record Axis(double least, double most, double from, double to) {

    static Axis of(List<Row> rows, ToDoubleFunction<Row> value, double from, double to) {
      double[] logs = rows.stream().mapToDouble(value).map(Math::log10).sorted().toArray();
      return new Axis(Math.floor(logs[0]), Math.ceil(logs[logs.length - 1]), from, to);
    }

    double at(double value) {
      return from + (to - from) * (Math.log10(value) - least) / (most - least);
    }

    List<Double> decades() {
      return IntStream.rangeClosed((int) least, (int) most)
          .mapToObj(power -> Math.pow(10, power))
          .toList();
    }
  }
}
