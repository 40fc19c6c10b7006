package dev.kprov.config;

import dev.kprov.base.Nearest;
import dev.kprov.base.Place;
import dev.kprov.base.Problem;
import dev.kprov.base.Problems;
import dev.kprov.text.Node;
import dev.kprov.text.Value;
import dev.kprov.text.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of a playbook's vars: its own defaults, overridden by the inventory, that by a host,
 * and all of them by {@code --set}.
 */
final class Vars {

  private final Map<String, Value> declared = new LinkedHashMap<>();
  private final Map<String, Value> ofInventory = new LinkedHashMap<>();
  private final Map<String, Value> ofCommandLine = new LinkedHashMap<>();
  private final Problems problems;

  Vars(
      Optional<Node> declared,
      Optional<Node> inventory,
      Map<String, String> sets,
      Problems problems) {
    this.problems = problems;
    declared.ifPresent(this::declare);
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

  private void declare(Node vars) {
    for (Node.Entry entry : Fields.free(vars, "vars", problems).entries()) {
      String name = entry.key().text();
      if (name.matches("[A-Za-z][A-Za-z0-9_-]*")) {
        read(name, entry.value()).ifPresent(value -> declared.put(name, value));
      } else {
        problems.add(
            entry.key().place(),
            "var " + name + " has no name that a template could use",
            "use letters, digits, - and _, a letter first");
      }
    }
  }

  private void override(Node vars, Map<String, Value> into) {
    for (Node.Entry entry : Fields.free(vars, "vars", problems).entries()) {
      String name = entry.key().text();
      if (known(name, entry.key().place())) {
        read(name, entry.value())
            .filter(value -> sameKind(name, value, entry.value().place()))
            .ifPresent(value -> into.put(name, value));
      }
    }
  }

  private void set(String name, String text) {
    Place place = new Place("--set " + name, 1, 1);
    if (!known(name, place)) {
      return;
    }
    if (text.isBlank()) {
      problems.add(Problem.of("--set " + name + " has no value"));
      return;
    }
    Yaml.parse(text.getBytes(StandardCharsets.UTF_8), "--set " + name, problems)
        .flatMap(node -> read(name, node))
        .filter(value -> sameKind(name, value, place))
        .ifPresent(value -> ofCommandLine.put(name, value));
  }

  private boolean known(String name, Place place) {
    if (!declared.containsKey(name)) {
      String hint =
          declared.isEmpty()
              ? "the playbook has no vars"
              : Nearest.hint(name, List.copyOf(declared.keySet()));
      problems.add(place, "unknown var " + name, hint);
    }
    return declared.containsKey(name);
  }

  private boolean sameKind(String name, Value value, Place place) {
    boolean same = declared.get(name) instanceof Value.Texts == value instanceof Value.Texts;
    if (!same) {
      String wanted = value instanceof Value.Texts ? "a text, not a list" : "a list, not a text";
      problems.add(place, "var " + name + " is " + wanted + ", in the playbook");
    }
    return same;
  }

  private Optional<Value> read(String name, Node node) {
    return switch (node) {
      case Node.Scalar scalar when plain(name, scalar) -> Optional.of(Value.of(scalar.text()));
      case Node.Scalar ignored -> Optional.empty();
      case Node.Sequence list -> texts(name, list);
      case Node.Mapping mapping -> {
        problems.add(mapping.place(), "var " + name + " must be a text or a list of texts");
        yield Optional.empty();
      }
    };
  }

  private Optional<Value> texts(String name, Node.Sequence list) {
    List<Node.Scalar> scalars =
        list.items().stream()
            .filter(Node.Scalar.class::isInstance)
            .map(Node.Scalar.class::cast)
            .filter(scalar -> plain(name, scalar))
            .toList();
    if (list.items().stream().anyMatch(item -> !(item instanceof Node.Scalar))) {
      problems.add(list.place(), "var " + name + " must be a text or a list of texts");
    }
    return Optional.of(Value.of(scalars.stream().map(Node.Scalar::text).toList()));
  }

  private boolean plain(String name, Node.Scalar scalar) {
    if (scalar.absent()) {
      problems.add(scalar.place(), "var " + name + " has no value");
    } else if (scalar.text().contains("{{")) {
      problems.add(scalar.place(), "var " + name + " holds a template; vars are plain texts");
    }
    return !scalar.absent();
  }
}
