package dev.kprov.ssh;

import dev.kprov.base.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ssh_config files as far as they can be understood without OpenSSH (ssh_config(5)): {@code Host}
 * and {@code Include}. What more there is, above all {@code Match}, is noted as a riddle.
 */
final class ConfigText {

  /** As deep as {@code ssh} goes (READCONF_MAX_DEPTH in readconf.c). */
  private static final int MAX_DEPTH = 16;

  /** Options that add up. */
  private static final Set<String> MANY = Set.of("identityfile", "certificatefile");

  private static final HostPatterns.Plain EVERYBODY = new HostPatterns.Plain(List.of("*"));
  private static final HostPatterns.Plain NOBODY = new HostPatterns.Plain(List.of());

  private static final Pattern LINE = Pattern.compile("([^\\s=]+)(?:\\s*=\\s*|\\s+|$)(.*)");
  private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|[^\\s\"]+");

  /** Words of which each is in double quotes, or has none. */
  private static final Pattern PLAIN =
      Pattern.compile("(\"[^\"\\\\]*\"(\\s+|$)|[^\\s\"'\\\\]+(\\s+|$))*+");

  /** What an {@code Include} may name here: wildcards in the last part only. */
  private static final Pattern INCLUDED =
      Pattern.compile("((?:~/)?[^~*?\\[\\]{}$%]*/|~/)?([^/~{}$%]+)");

  private final Path home;
  private final HostLines<ConfigLine> lines = new HostLines<>(ConfigLine::conditions);
  private final List<String> riddles = new ArrayList<>();

  private ConfigText(Path home) {
    this.home = home;
  }

  /** A file, and where it looks for what it includes. */
  record Source(Path file, Path folder) {}

  /** Reads files, of which the first goes before the others. One that does not exist is empty. */
  static ConfigText read(Path home, List<Source> files) {
    ConfigText text = new ConfigText(home);
    files.forEach(one -> text.read(one, List.of(), 0));
    return text;
  }

  /** Whether anything here, for this host, could matter to kprov. */
  boolean matters(String name) {
    return !riddles.isEmpty() || lines.of(name).stream().anyMatch(ConfigLine::matters);
  }

  /** Whether one of these options is set for this host, or may be. */
  boolean mentions(String name, Set<String> keywords) {
    return !riddles.isEmpty()
        || lines.of(name).stream().map(ConfigLine::keyword).anyMatch(keywords::contains);
  }

  /**
   * What is said to a host, whatever it is called and wherever it is: those of whom the same is
   * said are told the same by {@code ssh}. Nothing where that depends on the host.
   */
  Optional<List<ConfigLine.Said>> said(String name) {
    List<ConfigLine> own = lines.of(name);
    return riddles.isEmpty() && own.stream().noneMatch(ConfigLine::dependsOnTheHost)
        ? Optional.of(own.stream().filter(line -> !line.isName()).map(ConfigLine::said).toList())
        : Optional.empty();
  }

  /** Where a host is reached that is told the same as others. */
  String hostName(String name) {
    return lines.of(name).stream()
        .filter(ConfigLine::isName)
        .map(line -> line.value(name))
        .findFirst()
        .orElse(name);
  }

  /** What is said of a host: the first value of an option counts, of some all do. */
  ConfigAnswer answer(String name) {
    Map<String, List<String>> values = new HashMap<>();
    for (ConfigLine line : lines.of(name)) {
      List<String> known = values.computeIfAbsent(line.keyword(), _ -> new ArrayList<>());
      if (known.isEmpty() || MANY.contains(line.keyword())) {
        known.add(line.value(name));
      }
    }
    return new ConfigAnswer(values);
  }

  /**
   * Where the options stand that count for a host, by keyword: the first line of each. None where
   * something is not understood, which could go before.
   */
  Map<String, Place> places(String name) {
    Map<String, Place> places = new HashMap<>();
    if (riddles.isEmpty()) {
      lines.of(name).forEach(line -> places.putIfAbsent(line.keyword(), line.place()));
    }
    return places;
  }

  /** The places that were not understood, as {@code file:line: what}; nothing below one counts. */
  List<String> riddles() {
    return List.copyOf(riddles);
  }

  private void read(Source source, List<HostPatterns.Plain> around, int depth) {
    HostPatterns.Plain patterns = EVERYBODY;
    int number = 0;
    for (String line : linesOf(source.file())) {
      Place place = new Place(source.file().toString(), ++number, 1);
      Matcher parts = LINE.matcher(line.strip());
      if (parts.matches() && !line.strip().startsWith("#")) {
        String keyword = parts.group(1).toLowerCase(Locale.ROOT);
        List<String> words = words(parts.group(2), place);
        switch (keyword) {
          case "host" -> patterns = new HostPatterns.Plain(words);
          case "match" -> patterns = match(words, place);
          case "include" -> include(words, source.folder(), and(around, patterns), depth, place);
          default -> lines.add(new ConfigLine(and(around, patterns), keyword, words, place));
        }
      }
    }
  }

  private List<String> linesOf(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      riddles.add(file + ": cannot be read");
      return List.of();
    }
  }

  private HostPatterns.Plain match(List<String> words, Place place) {
    if (words.size() == 1 && words.getFirst().equalsIgnoreCase("all")) {
      return EVERYBODY;
    }
    riddle(place, "Match " + String.join(" ", words));
    return NOBODY;
  }

  private void include(
      List<String> names, Path folder, List<HostPatterns.Plain> around, int depth, Place place) {
    for (String name : names) {
      Matcher parts = INCLUDED.matcher(name);
      if (parts.matches() && depth < MAX_DEPTH) {
        String above = Objects.requireNonNullElse(parts.group(1), "");
        Path where =
            above.startsWith("~") ? home.resolve(above.substring(2)) : folder.resolve(above);
        matches(where, parts.group(2), place)
            .forEach(file -> read(new Source(file, folder), around, depth + 1));
      } else {
        riddle(place, "Include " + name);
      }
    }
  }

  private void riddle(Place place, String what) {
    riddles.add(place.file() + ":" + place.line() + ": " + what);
  }

  /** In the order of glob(3), which is that of their bytes. */
  private List<Path> matches(Path folder, String pattern, Place place) {
    if (pattern.chars().noneMatch(c -> "*?[".indexOf(c) >= 0)) {
      return List.of(folder.resolve(pattern));
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
      found.forEach(files::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      riddle(place, "Include " + pattern);
    }
    files.removeIf(
        file -> file.getFileName().toString().startsWith(".") && pattern.charAt(0) != '.');
    files.sort(null);
    return files;
  }

  private static List<HostPatterns.Plain> and(
      List<HostPatterns.Plain> around, HostPatterns.Plain patterns) {
    List<HostPatterns.Plain> all = new ArrayList<>(around);
    all.add(patterns);
    return all;
  }

  /** Words, which may stand in quotes; a comment ends them. */
  private List<String> words(String text, Place place) {
    if (!PLAIN.matcher(text).matches()) {
      riddle(place, "quotes or backslashes");
    }
    return WORD.matcher(text)
        .results()
        .map(MatchResult::group)
        .takeWhile(word -> !word.startsWith("#"))
        .map(word -> word.startsWith("\"") ? word.substring(1, word.length() - 1) : word)
        .toList();
  }
}
