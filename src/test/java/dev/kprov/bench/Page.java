package dev.kprov.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code docs/performance.md}, whose part between two marks the benchmark writes, with pictures.
 */
final class Page {

  private static final String NAME = "performance.md";
  private static final String BEGIN = "<!-- results: scripts/bench --write -->\n";
  private static final String END = "<!-- end of results -->\n";

  private final Path folder;

  /** The page and the pictures are files of this folder. */
  Page(Path folder) {
    this.folder = folder;
  }

  void write(Results results) throws IOException {
    Path page = folder.resolve(NAME);
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(page + " has no marks between which the results go");
    }
    List<String> pictures = draw(results);
    Files.writeString(
        page,
        text.substring(0, begin + BEGIN.length()) + body(results, pictures) + text.substring(end));
  }

  private static String body(Results results, List<String> pictures) {
    Surroundings where = results.surroundings();
    return "\nMeasured on %s.\n\n%s\n%s\n%s\n"
            .formatted(
                where.date(),
                list(where.machine()),
                list(where.versions()),
                pictures.stream()
                    .map(name -> "![%s](%s)\n".formatted(name, name))
                    .collect(Collectors.joining("\n")))
        + results.markdown();
  }

  private static String list(Map<String, String> facts) {
    return facts.entrySet().stream()
        .map(fact -> "- %s: %s\n".formatted(fact.getKey(), fact.getValue()))
        .collect(Collectors.joining());
  }

  private List<String> draw(Results results) throws IOException {
    List<String> names = new ArrayList<>();
    for (List<Row> group : results.groups()) {
      Row first = group.getFirst();
      String name = "performance-%d-%dms.svg".formatted(first.hosts(), first.delay().toMillis());
      Files.writeString(folder.resolve(name), Bars.svg(Results.title(first), group));
      names.add(name);
    }
    for (Duration delay : results.rows().stream().map(Row::delay).distinct().toList()) {
      Map<String, List<Row>> curves = Curves.of(results.rows(), delay);
      if (!curves.isEmpty()) {
        String name = "performance-hosts-%dms.svg".formatted(delay.toMillis());
        Files.writeString(
            folder.resolve(name), Curves.svg(delay.toMillis() + " ms longer each way", curves));
        names.add(name);
      }
    }
    return names;
  }
}
