package dev.kprov.config;

import dev.kprov.base.Problems;
import dev.kprov.text.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which authority signs which, by what their entries say. */
final class Issuers {

  private final Map<ItemDef, ItemDef> issuers = new LinkedHashMap<>();
  private final List<ItemDef> authorities;

  /** Those of some authorities; a ring of them, in which none could come first, is refused. */
  Issuers(List<ItemDef> authorities, Problems problems) {
    for (ItemDef def : authorities) {
      issuer(def)
          .flatMap(text ->
              authorities.stream().filter(other -> other.name().equals(text.text())).findFirst())
          .ifPresent(issuer -> issuers.put(def, issuer));
    }
    this.authorities =
        authorities.stream().sorted(Comparator.comparingInt(def -> lineage(def).size())).toList();
    refuseRings(authorities, problems);
  }

  /** The text that names an issuer; what is wrong with it is told where the entry is read. */
  private static Optional<Node.Scalar> issuer(ItemDef def) {
    return Fields.free(def.node(), def.toString(), new Problems()).text("issuer");
  }

  private void refuseRings(List<ItemDef> all, Problems problems) {
    Set<ItemDef> told = new HashSet<>();
    for (ItemDef def : all) {
      List<ItemDef> lineage = lineage(def);
      if (def.equals(issuers.get(lineage.getLast())) && told.add(def)) {
        told.addAll(lineage);
        problems.add(
            issuer(def).map(Node::place).orElse(def.place()),
            lineage.size() == 1
                ? def + " cannot be its own issuer: without one it signs itself"
                : def + ": its issuers lead back to it: " + names(lineage) + ", " + def.name());
      }
    }
  }

  private static String names(List<ItemDef> lineage) {
    return lineage.stream().map(ItemDef::name).collect(Collectors.joining(", "));
  }

  /** All authorities, each after its issuer. */
  List<ItemDef> inOrder() {
    return authorities;
  }

  /** An authority and those above it, nearest first. */
  List<ItemDef> lineage(ItemDef authority) {
    List<ItemDef> lineage = new ArrayList<>(List.of(authority));
    ItemDef next = issuers.get(authority);
    while (next != null && !lineage.contains(next)) {
      lineage.add(next);
      next = issuers.get(next);
    }
    return lineage;
  }
}
