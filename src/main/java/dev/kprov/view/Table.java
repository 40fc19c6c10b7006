package dev.kprov.view;

import dev.kprov.base.Printable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text under headings, each column as wide as its widest cell. */
final class Table {

  private static final String GAP = "  ";

  private Table() {}

  /** The lines of a table; every row has a cell for every heading. */
  static List<String> lines(List<String> headings, List<List<String>> rows) {
    List<List<String>> all =
        IntStream.rangeClosed(0, rows.size())
            .mapToObj(i -> i == 0 ? headings : rows.get(i - 1))
            .map(row -> row.stream().map(Printable::of).toList())
            .toList();
    List<Integer> widths =
        IntStream.range(0, headings.size())
            .mapToObj(i -> all.stream().mapToInt(row -> width(row.get(i))).max().orElse(0))
            .toList();
    return all.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, List<Integer> widths) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> row.get(i) + " ".repeat(widths.get(i) - width(row.get(i))))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
