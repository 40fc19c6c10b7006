package dev.kprov.pki;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One string as it stands in the YAML files that kprov makes. Quoted wherever any reader, of YAML
 * 1.1 or 1.2, could see something else in it.
 */
final class YamlScalar {

  /** Words that YAML 1.1 takes for booleans and null (yaml.org/type). */
  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z]([A-Za-z0-9_./:@\\[\\]-]*[A-Za-z0-9_/-])?");

  private YamlScalar() {}

  /** Plain where that is safe ({@code system:node:worker0}), else in double quotes. */
  static String write(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
    return plain ? text : quote(text);
  }

  /** The string of a plain or quoted scalar on one line. */
  static String read(String scalar) {
    String text = scalar.strip();
    if (text.length() > 1 && text.startsWith("'") && text.endsWith("'")) {
      return text.substring(1, text.length() - 1).replace("''", "'");
    }
    if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
      return text.substring(1, text.length() - 1).replaceAll("\\\\([\\\\\"])", "$1");
    }
    return text;
  }

  private static String quote(String text) {
    return text.chars().mapToObj(YamlScalar::escaped).collect(Collectors.joining("", "\"", "\""));
  }

  private static String escaped(int c) {
    if (c == '"' || c == '\\') {
      return "\\" + (char) c;
    }
    return Character.isISOControl(c) ? String.format("\\u%04x", c) : String.valueOf((char) c);
  }
}
