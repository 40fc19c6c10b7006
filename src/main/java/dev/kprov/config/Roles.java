package dev.kprov.config;

import dev.kprov.base.Nearest;
import dev.kprov.base.Problems;
import dev.kprov.inventory.Addresses;
import dev.kprov.inventory.Role;
import dev.kprov.text.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The roles that a playbook declares. */
final class Roles {

  /** The operator's own machine, in {@code on}. */
  static final String LOCAL = "local";

  private final List<Role> all = new ArrayList<>();
  private final boolean whole;
  private final Problems problems;

  Roles(Fields playbook, Problems problems) {
    this.problems = problems;
    List<Node.Scalar> texts = playbook.requiredTexts("roles");
    texts.forEach(this::declare);
    this.whole = !all.isEmpty() && all.size() == texts.size();
  }

  /** Whether these are all that are meant; else an unknown one may be no fault of its own. */
  boolean whole() {
    return whole;
  }

  private void declare(Node.Scalar text) {
    String name = text.text();
    if (!Addresses.isLabel(name)) {
      problems.add(text.place(), "role " + name + " is not a lower-case RFC 1123 label");
    } else if (name.equals(LOCAL)) {
      problems.add(text.place(), "role local: the word means the operator's own machine");
    } else if (all.contains(new Role(name))) {
      problems.add(text.place(), "role " + name + " stands twice");
    } else {
      all.add(new Role(name));
    }
  }

  List<Role> all() {
    return List.copyOf(all);
  }

  List<String> names() {
    return all.stream().map(Role::name).toList();
  }

  Optional<Role> find(String name) {
    return all.stream().filter(role -> role.name().equals(name)).findFirst();
  }

  List<Role> read(List<Node.Scalar> texts) {
    return texts.stream().flatMap(text -> read(text).stream()).toList();
  }

  Optional<Role> read(Node.Scalar text) {
    Optional<Role> role = find(text.text());
    if (role.isEmpty() && whole) {
      problems.add(text.place(), "unknown role " + text.text(), Nearest.hint(text.text(), names()));
    }
    return role;
  }
}
