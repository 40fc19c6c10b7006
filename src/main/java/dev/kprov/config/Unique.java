package dev.kprov.config;

import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import java.util.HashMap;
import java.util.Map;

/** Remembers what was claimed by whom, where no two may claim the same. */
final class Unique {

  private record Claim(Place place, String owner) {}

  private final Map<String, Claim> claims = new HashMap<>();
  private final Problems problems;

  Unique(Problems problems) {
    this.problems = problems;
  }

  /**
   * Claims a thing for an owner.
   *
   * @param thing with its kind, as messages show it: {@code address 10.0.0.1}
   * @return whether nobody had claimed it; else a problem was added
   */
  boolean claim(String thing, Place place, String owner) {
    Claim first = claims.putIfAbsent(thing, new Claim(place, owner));
    if (first != null) {
      String of = thing.endsWith(" " + owner) ? "" : " of " + owner;
      String whose =
          first.owner.equals(owner) ? "stands twice" : "is already that of " + first.owner;
      String where = first.place.line() + ":" + first.place.column();
      problems.add(place, thing + of + " " + whose + ", first at " + where);
    }
    return first == null;
  }
}
