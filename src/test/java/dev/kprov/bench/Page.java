package dev.kprov.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code docs/performance.md}, whose part between two marks the benchmark writes, with pictures: a
 * section for each number of hosts and each delay. What was not measured this time stays as it is,
 * since all of it takes longer than one night may be.
 */
final class Page {

  private static final String NAME = "performance.md";
  private static final String BEGIN = "<!-- results: scripts/bench --write -->\n";
  private static final String END = "<!-- end of results -->\n";

  private static final Pattern SECTION =
      Pattern.compile("(?s)### (?<title>[^\n]+)\n\n(?<text>.*?)(?=### |\\z)");

  private static final Pattern NUMBER = Pattern.compile("\\d+");

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
    String known = text.substring(begin + BEGIN.length(), end);
    Files.writeString(
        page,
        text.substring(0, begin + BEGIN.length()) + body(results, known) + text.substring(end));
  }

  private String body(Results results, String known) throws IOException {
    Map<String, String> sections = new TreeMap<>(Comparator.comparing(Page::place));
    Matcher old = SECTION.matcher(known);
    while (old.find()) {
      sections.put(old.group("title"), old.group("text"));
    }
    for (List<Row> group : results.groups()) {
      sections.put(Results.title(group.getFirst()), section(results, group));
    }
    Set<String> pictures = new TreeSet<>(Comparator.comparing(Page::place));
    pictures.addAll(curves(known));
    pictures.addAll(curves(results));
    Surroundings where = results.surroundings();
    return "\n%s\n%s\n".formatted(list(where.machine()), list(where.versions()))
        + pictures.stream().map(name -> picture(name) + "\n").collect(Collectors.joining())
        + sections.entrySet().stream()
            .map(section -> "### " + section.getKey() + "\n\n" + section.getValue())
            .collect(Collectors.joining());
  }

  /** The lesser numbers of hosts and the shorter delays come first. */
  private static String place(String title) {
    return NUMBER
        .matcher(title)
        .replaceAll(number -> "%09d".formatted(Integer.parseInt(number.group())));
  }

  private String section(Results results, List<Row> group) throws IOException {
    Row first = group.getFirst();
    String picture = "performance-%d-%dms.svg".formatted(first.hosts(), first.delay().toMillis());
    Files.writeString(folder.resolve(picture), Bars.svg(Results.title(first), group));
    return "%s, commit %s, rounds that count: %d.\n\n%s\n%s\n"
        .formatted(
            results.surroundings().date(),
            results.surroundings().versions().getOrDefault("commit", "unknown"),
            first.timed().size(),
            results.markdown(group),
            picture(picture));
  }

  private static String picture(String name) {
    return "![%s](%s)\n".formatted(name, name);
  }

  /** The pictures of growth that an earlier run has drawn. */
  private static List<String> curves(String known) {
    Matcher first = SECTION.matcher(known);
    String before = first.find() ? known.substring(0, first.start()) : known;
    return before
        .lines()
        .filter(line -> line.startsWith("!["))
        .map(line -> line.substring("![".length(), line.indexOf(']')))
        .toList();
  }

  private static String list(Map<String, String> facts) {
    return facts.entrySet().stream()
        .map(fact -> "- %s: %s\n".formatted(fact.getKey(), fact.getValue()))
        .collect(Collectors.joining());
  }

  private List<String> curves(Results results) throws IOException {
    List<String> names = new ArrayList<>();
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
