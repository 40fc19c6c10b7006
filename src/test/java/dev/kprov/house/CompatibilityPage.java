package dev.kprov.house;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables of {@code docs/compatibility.md}.
 *
 * @param tables their rows, without the head, by the name in the comment above a table
 */
record CompatibilityPage(Map<String, List<String>> tables) {

  static final Path FILE = Path.of("docs/compatibility.md");

  private static final Pattern NAME = Pattern.compile("<!-- rows: ([a-z-]+) -->");
  private static final int HEAD = 2;

  static CompatibilityPage read() throws IOException {
    Map<String, List<String>> tables = new TreeMap<>();
    List<String> rows = new ArrayList<>();
    for (String line : Files.readAllLines(FILE)) {
      Matcher name = NAME.matcher(line);
      if (name.matches()) {
        rows = new ArrayList<>();
        tables.put(name.group(1), rows);
      } else if (line.startsWith("|")) {
        rows.add(line);
      }
    }
    tables.replaceAll((name, lines) -> List.copyOf(lines.subList(HEAD, lines.size())));
    return new CompatibilityPage(tables);
  }

  List<String> rows(String table) {
    return tables.getOrDefault(table, List.of());
  }

  /** A line of a table: what is shown, and the test that shows it. */
  static String row(String cells, Class<?> test, Method method) {
    return "| %s | `%s.%s` |".formatted(cells, test.getSimpleName(), method.getName());
  }
}
