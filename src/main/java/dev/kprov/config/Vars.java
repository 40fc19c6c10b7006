package dev.kprov.config;

import dev.kprov.base.Nearest;
import dev.kprov.base.Place;
import dev.kprov.base.Problem;
import dev.kprov.base.Problems;
import dev.kprov.base.RunFailure;
import dev.kprov.text.Node;
import dev.kprov.text.Value;
import dev.kprov.text.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of a playbook's vars: its own defaults, overridden by the inventory, that by a host,
 * and all of them by {@code --set}.
 */
final class Vars {

  private static final String SET = "--set ";

  private final Map<String, Value> declared = new LinkedHashMap<>();
  private final Map<String, Value> ofInventory = new LinkedHashMap<>();
  private final Map<String, Value> ofCommandLine = new LinkedHashMap<>();
  private final Map<String, VarChoice> choices = new HashMap<>();
  private final FirstHosts firstHosts;
  private final Problems problems;

  Vars(
      Fields declared,
      FirstHosts firstHosts,
      Optional<Node> inventory,
      Map<String, String> sets,
      Problems problems)
      throws RunFailure {
    this.firstHosts = firstHosts;
    this.problems = problems;
    for (Node.Entry entry : declared.entries()) {
      declare(entry.key(), entry.value());
    }
    inventory.ifPresent(vars -> override(vars, ofInventory));
    sets.forEach(this::set);
  }

  /** What {@code vars} stands for where no single host is meant. */
  Value.Scope shared() {
    return merged(Map.of());
  }

  /** What {@code vars} stands for on a host with overrides of its own. */
  Value.Scope of(Optional<Node> host) {
    Map<String, Value> own = new LinkedHashMap<>();
    host.ifPresent(vars -> override(vars, own));
    return merged(own);
  }

  private Value.Scope merged(Map<String, Value> host) {
    Map<String, Value> all = new LinkedHashMap<>(declared);
    all.putAll(ofInventory);
    all.putAll(host);
    all.putAll(ofCommandLine);
    return new Value.Scope(all);
  }

  private void declare(Node.Scalar key, Node value) throws RunFailure {
    String name = key.text();
    if (!name.matches("[A-Za-z][A-Za-z0-9_-]*")) {
      problems.add(
          key.place(),
          "var " + name + " has no name that a template could use",
          "use letters, digits, - and _, a letter first");
    } else if (value instanceof Node.Mapping) {
      Optional<VarChoice> choice =
          choice(name, Fields.of(value, "var " + name, Keys.VAR, problems));
      choice.ifPresent(one -> choices.put(name, one));
      declared.put(name, Value.of(choice.map(VarChoice::value).orElse("")));
    } else {
      read(name, value, problems).ifPresent(text -> declared.put(name, text));
    }
  }

  private Optional<VarChoice> choice(String name, Fields fields) throws RunFailure {
    if (!fields.has("oneOf")) {
      return firstHosts.read(fields);
    }
    if (fields.has("firstOf") || fields.has("rememberedBy")) {
      problems.add(fields.place(), "var " + name + " has either oneOf or firstOf");
    }
    List<String> allowed =
        fields.texts("oneOf").stream()
            .filter(text -> plain(name, text, problems))
            .map(Node.Scalar::text)
            .toList();
    if (allowed.isEmpty()) {
      problems.add(fields.place("oneOf"), "var " + name + ": oneOf names no value");
      return Optional.empty();
    }
    return Optional.of(new VarChoice(allowed.getFirst(), allowed, "not one of its values"));
  }

  private void override(Node vars, Map<String, Value> into) {
    for (Node.Entry entry : Fields.free(vars, "vars", problems).entries()) {
      String name = entry.key().text();
      if (known(name, entry.key().place(), problems)) {
        read(name, entry.value(), problems)
            .filter(value -> fits(name, value, entry.value().place(), problems))
            .ifPresent(value -> into.put(name, value));
      }
    }
  }

  private void set(String name, String text) {
    Problems ofText = new Problems();
    set(name, text, new Place(SET + name, 1, 1), ofText);
    ofText
        .list()
        .forEach(one ->
            problems.add(
                new Problem(Optional.empty(), SET + name + ": " + one.message(), one.hint())));
  }

  private void set(String name, String text, Place place, Problems found) {
    if (!known(name, place, found)) {
      return;
    }
    if (text.isBlank()) {
      found.add(Problem.of("it has no value"));
      return;
    }
    Yaml.parse(text.getBytes(StandardCharsets.UTF_8), place.file(), found)
        .flatMap(node -> read(name, node, found))
        .filter(value -> fits(name, value, place, found))
        .ifPresent(value -> ofCommandLine.put(name, value));
  }

  /** Whether the command line is to blame for a problem, and no file. */
  static boolean isOfCommandLine(Problem problem) {
    return problem.place().isEmpty() && problem.message().startsWith(SET);
  }

  private boolean known(String name, Place place, Problems found) {
    if (!declared.containsKey(name)) {
      String hint =
          declared.isEmpty()
              ? "the playbook has no vars"
              : Nearest.hint(name, List.copyOf(declared.keySet()));
      found.add(place, "unknown var " + name, hint);
    }
    return declared.containsKey(name);
  }

  private boolean fits(String name, Value value, Place place, Problems found) {
    return sameKind(name, value, place, found) && isAllowed(name, value, place, found);
  }

  private boolean isAllowed(String name, Value value, Place place, Problems found) {
    VarChoice choice = choices.get(name);
    if (choice == null
        || !(value instanceof Value.Text(String text))
        || choice.allowed().contains(text)) {
      return true;
    }
    found.add(
        place,
        "var " + name + ": " + text + " is " + choice.otherwise(),
        Nearest.hint(text, choice.allowed()));
    return false;
  }

  private boolean sameKind(String name, Value value, Place place, Problems found) {
    boolean same = declared.get(name) instanceof Value.Texts == value instanceof Value.Texts;
    if (!same) {
      String wanted = value instanceof Value.Texts ? "a text, not a list" : "a list, not a text";
      found.add(place, "var " + name + " is " + wanted + ", in the playbook");
    }
    return same;
  }

  private static Optional<Value> read(String name, Node node, Problems found) {
    return switch (node) {
      case Node.Scalar scalar when plain(name, scalar, found) ->
          Optional.of(Value.of(scalar.text()));
      case Node.Scalar ignored -> Optional.empty();
      case Node.Sequence list -> texts(name, list, found);
      case Node.Mapping mapping -> {
        found.add(mapping.place(), "var " + name + " must be a text or a list of texts");
        yield Optional.empty();
      }
    };
  }

  private static Optional<Value> texts(String name, Node.Sequence list, Problems found) {
    List<Node.Scalar> scalars =
        list.items().stream()
            .filter(Node.Scalar.class::isInstance)
            .map(Node.Scalar.class::cast)
            .filter(scalar -> plain(name, scalar, found))
            .toList();
    if (list.items().stream().anyMatch(item -> !(item instanceof Node.Scalar))) {
      found.add(list.place(), "var " + name + " must be a text or a list of texts");
    }
    return Optional.of(Value.of(scalars.stream().map(Node.Scalar::text).toList()));
  }

  private static boolean plain(String name, Node.Scalar scalar, Problems found) {
    if (scalar.absent()) {
      found.add(scalar.place(), "var " + name + " has no value");
    } else if (scalar.text().contains("{{")) {
      found.add(scalar.place(), "var " + name + " holds a template; vars are plain texts");
    }
    return !scalar.absent();
  }
}
