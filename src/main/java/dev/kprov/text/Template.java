package dev.kprov.text;

import dev.kprov.base.Nearest;
import dev.kprov.base.Place;
import dev.kprov.base.Problem;
import dev.kprov.base.Problems;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills names into texts: {@code system:node:{{ host.nodeName }}}. That is all that a template can
 * do: there are no operators, loops, filters or includes, so none runs code or reads a file.
 */
public final class Template {

  /** An expression, or what somebody who knows larger template languages would try. */
  private static final Pattern MARK =
      Pattern.compile("\\{%|\\{#|\\{\\{\\s*(?<path>[A-Za-z][A-Za-z0-9_.-]*)\\s*}}|\\{\\{");

  private final Node.Scalar source;
  private final Value.Scope scope;
  private final Problems problems;

  private Template(Node.Scalar source, Value.Scope scope, Problems problems) {
    this.source = source;
    this.scope = scope;
    this.problems = problems;
  }

  /** The filled-in text; empty where a problem was added. */
  public static Optional<String> fill(Node.Scalar source, Value.Scope scope, Problems problems) {
    return plain(source)
        ? Optional.of(source.text())
        : new Template(source, scope, problems).text();
  }

  /** The filled-in entries that one entry of a list makes; none where a problem was added. */
  public static List<String> fillEntry(Node.Scalar source, Value.Scope scope, Problems problems) {
    return plain(source) ? List.of(source.text()) : new Template(source, scope, problems).entries();
  }

  private static boolean plain(Node.Scalar source) {
    return source.text().indexOf('{') < 0;
  }

  private List<String> entries() {
    Matcher mark = MARK.matcher(source.text().strip());
    String path = mark.matches() ? mark.group("path") : null;
    if (path != null && find(path).orElse(null) instanceof Value.Texts several) {
      return several.texts();
    }
    return text().stream().toList();
  }

  private Optional<String> text() {
    StringBuilder filled = new StringBuilder();
    Matcher mark = MARK.matcher(source.text());
    boolean good = true;
    while (mark.find()) {
      Optional<String> value = valueOf(mark);
      good &= value.isPresent();
      mark.appendReplacement(filled, Matcher.quoteReplacement(value.orElse("")));
    }
    mark.appendTail(filled);
    return good ? Optional.of(filled.toString()) : Optional.empty();
  }

  private Optional<String> valueOf(Matcher mark) {
    Place place = source.placeOf(mark.start());
    String path = mark.group("path");
    if (path == null) {
      String fault =
          mark.group().equals("{{") ? " must be followed by a name and }}" : " is not supported";
      problems.add(place, mark.group() + fault, "a template fills in names: {{ cluster.name }}");
      return Optional.empty();
    }
    Value value = find(path).orElse(null);
    return switch (value) {
      case Value.Text one -> Optional.of(one.text());
      case Value.Texts ignored -> {
        problems.add(place, path + " is a list", "let it stand alone in an entry of a list");
        yield Optional.empty();
      }
      case Value.Scope inner -> {
        problems.add(place, path + " is no text", Nearest.hint(path, below(path, inner)));
        yield Optional.empty();
      }
      case Value.Unsaid(Problem why) -> {
        problems.add(why);
        yield Optional.empty();
      }
      case null -> {
        problems.add(place, "unknown name " + path, Nearest.hint(path, known(path)));
        yield Optional.empty();
      }
    };
  }

  private static List<String> below(String path, Value.Scope inner) {
    return inner.paths().stream().map(name -> path + "." + name).toList();
  }

  private Optional<Value> find(String path) {
    Value value = scope;
    for (String part : path.split("\\.", -1)) {
      value = value instanceof Value.Scope inner ? inner.names().get(part) : null;
      if (value == null) {
        return Optional.empty();
      }
    }
    return Optional.of(value);
  }

  /** The names that may have been meant: a near one, those beside it, or the first parts of all. */
  private List<String> known(String path) {
    List<String> all = scope.paths();
    String first = path.replaceAll("\\..*", "") + ".";
    List<String> siblings = all.stream().filter(name -> name.startsWith(first)).toList();
    if (Nearest.to(path, all).isPresent()) {
      return all;
    }
    return siblings.isEmpty() ? List.copyOf(scope.names().keySet()) : siblings;
  }
}
