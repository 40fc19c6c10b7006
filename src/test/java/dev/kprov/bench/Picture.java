package dev.kprov.bench;

import java.util.List;
import java.util.Locale;

/**
 * The parts of which the pictures consist, as SVG 1.1 that needs no font and no style of others.
 */
final class Picture {

  static final String END = "</svg>\n";

  private static final String OWN = "#2563eb";
  private static final String OTHERS = "#9ca3af";
  private static final String INK = "#1f2937";

  private Picture() {}

  static String head(int width, int height) {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" \
    height="%2$d" font-family="sans-serif" font-size="13" fill="%3$s">
    <rect width="%1$d" height="%2$d" fill="#ffffff"/>
    """
        .formatted(width, height, INK);
  }

  /** kprov's own rows stand out. */
  static String colour(Row row) {
    return row.name().startsWith("kprov") ? OWN : OTHERS;
  }

  static String text(double x, double y, String anchor, boolean bold, String text) {
    return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\"%s>%s</text>\n"
        .formatted(
            number(x), number(y), anchor, bold ? " font-weight=\"bold\"" : "", escaped(text));
  }

  static String rectangle(double x, double y, double width, double height, String colour) {
    return "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>\n"
        .formatted(number(x), number(y), number(width), number(height), colour);
  }

  /** A line through points, each "x,y". */
  static String path(List<String> points, String colour) {
    return "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n"
        .formatted(String.join(" ", points), colour);
  }

  static String point(double x, double y) {
    return number(x) + "," + number(y);
  }

  static String line(double x1, double y1, double x2, double y2) {
    return "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\"/>\n"
        .formatted(number(x1), number(y1), number(x2), number(y2), INK);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
