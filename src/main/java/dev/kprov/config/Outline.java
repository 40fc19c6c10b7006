package dev.kprov.config;

import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import dev.kprov.base.RunFailure;
import dev.kprov.text.Node;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must be known of a playbook before there is an inventory for it.
 *
 * @param name as an inventory names it
 * @param roles in the order of the playbook
 * @param vars its vars and their defaults, as they are written in YAML
 * @param forRoot whether some files belong to others than the SSH user, which only root can do
 */
public record Outline(String name, List<String> roles, Map<String, String> vars, boolean forRoot) {

  public Outline {
    roles = List.copyOf(roles);
    vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
  }

  /**
   * Looks into a playbook.
   *
   * @param name a shipped name, or a path relative to the inventory
   * @throws RunFailure where there is no such playbook, or it has no roles
   */
  public static Outline of(String name, Path inventory) throws RunFailure {
    Problems problems = new Problems();
    Place place = new Place("playbook " + name, 1, 1);
    Optional<PlaybookSource> source =
        PlaybookSource.find(new Node.Scalar(place, name, true, false), inventory, problems);
    problems.throwIfAny();
    Fields playbook = Fields.of(source.orElseThrow().tree(), "playbook", Keys.PLAYBOOK, problems);
    List<String> roles = new Roles(playbook, problems).names();
    Map<String, String> vars = new LinkedHashMap<>();
    playbook
        .optional("vars")
        .map(declared -> Fields.free(declared, "vars", problems).entries())
        .orElse(List.of())
        .forEach(entry -> vars.put(entry.key().text(), written(entry.value())));
    problems.throwIfAny();
    return new Outline(name, roles, vars, owners(playbook).anyMatch(Outline::isFixed));
  }

  private static Stream<String> owners(Fields playbook) {
    return playbook.requiredList("steps").stream()
        .flatMap(step -> child(step, "push").stream())
        .flatMap(push -> child(push, "owner").stream())
        .filter(Node.Scalar.class::isInstance)
        .map(owner -> ((Node.Scalar) owner).text());
  }

  /** Not the SSH user, whoever that is. */
  private static boolean isFixed(String owner) {
    return !owner.contains("ssh.user");
  }

  private static Optional<Node> child(Node node, String key) {
    return node instanceof Node.Mapping mapping ? mapping.get(key) : Optional.empty();
  }

  /** A var that may have certain values only, the first of them by default. */
  private static String chosen(Node.Mapping var) {
    return var.get("oneOf")
        .map(words -> words instanceof Node.Sequence list ? oneOf(list) : "…")
        .or(() -> var.get("firstOf").map(role -> "…   # a host; the first " + written(role)))
        .orElse("…");
  }

  private static String oneOf(Node.Sequence words) {
    List<String> all = words.items().stream().map(Outline::written).toList();
    return all.isEmpty()
        ? "…"
        : all.getFirst() + "   # or " + String.join(", ", all.subList(1, all.size()));
  }

  private static String written(Node value) {
    return switch (value) {
      case Node.Scalar scalar -> NewInventory.scalar(scalar.text());
      case Node.Sequence list ->
          list.items().stream().map(Outline::written).collect(Collectors.joining(", ", "[", "]"));
      case Node.Mapping mapping -> chosen(mapping);
    };
  }
}
