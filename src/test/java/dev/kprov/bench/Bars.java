package dev.kprov.bench;

import java.util.List;
import java.util.Locale;

/**
 * A picture (SVG) of what took how long on one site: a bar for each median, a line over the middle
 * half, all from zero on one linear scale.
 */
final class Bars {

  private static final int WIDTH = 820;
  private static final int NAMES = 240;
  private static final int NUMBERS = 70;
  private static final int LINE = 26;
  private static final int HEAD = 44;

  private Bars() {}

  static String svg(String title, List<Row> rows) {
    double most = rows.stream().mapToDouble(row -> row.wall().upper()).max().orElse(1);
    double scale = (WIDTH - NAMES - NUMBERS) / most;
    StringBuilder svg = new StringBuilder();
    int height = HEAD + LINE * rows.size() + 10;
    svg.append(Picture.head(WIDTH, height));
    svg.append(Picture.text(10, 24, "start", true, title + ": seconds from start to end"));
    for (int i = 0; i < rows.size(); i++) {
      svg.append(bar(rows.get(i), HEAD + i * LINE, scale));
    }
    return svg.append(Picture.END).toString();
  }

  private static String bar(Row row, int top, double scale) {
    Statistics wall = row.wall();
    int middle = top + LINE / 2;
    return Picture.text(NAMES - 8, middle + 4, "end", false, row.name())
        + Picture.rectangle(NAMES, top + 4, scale * wall.median(), LINE - 8, Picture.colour(row))
        + Picture.line(NAMES + scale * wall.lower(), middle, NAMES + scale * wall.upper(), middle)
        + Picture.text(
            NAMES + scale * wall.upper() + 6,
            middle + 4,
            "start",
            false,
            String.format(Locale.ROOT, "%.2f", wall.median()));
  }
}
