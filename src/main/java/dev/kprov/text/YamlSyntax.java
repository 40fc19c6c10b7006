package dev.kprov.text;

import dev.kprov.base.Place;
import dev.kprov.base.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a text that is no YAML, taken from the message that Jackson has for it. */
final class YamlSyntax {

  /**
   * Jackson's location is that of the token before; the fault's own stands in the message, made by
   * its scanner: what was being read, with its mark where that is another; the problem, which may
   * cite a line end; its mark. A mark is a place above an indented piece of the source.
   */
  private static final Pattern MESSAGE =
      Pattern.compile(
          """
          (?s)(?:while [^\\n]*\\n(?: in reader, line [^\\n]*\\n[^\\n]*\\n *\\^\\n)?)?\
          (?<problem>.+)\\n in reader, line (?<line>[0-9]+), column (?<column>[0-9]+):.*\
          """);

  private static final Pattern BARE_RANGE = Pattern.compile("[^\"'\\s\\[{,]\\[[0-9A-Za-z]+:");

  private YamlSyntax() {}

  static Problem problem(String message, YamlSource source) {
    Matcher parts = MESSAGE.matcher(message);
    return parts.matches()
        ? problem(
            source.place(
                Integer.parseInt(parts.group("line")), Integer.parseInt(parts.group("column"))),
            parts.group("problem"),
            source)
        : problem(source.begin(), message, source);
  }

  private static Problem problem(Place place, String what, YamlSource source) {
    String message = "is no YAML: " + what.replaceAll("[\\p{Cntrl} ]+", " ").strip();
    return BARE_RANGE.matcher(source.line(place.line())).find()
        ? Problem.at(place, message, "put a text that holds a range in quotes: \"control[0:2]\"")
        : Problem.at(place, message);
  }
}
