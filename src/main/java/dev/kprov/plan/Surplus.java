package dev.kprov.plan;

import dev.kprov.playbook.Desired;
import dev.kprov.state.Match;
import dev.kprov.state.Observed;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What lies on a host and nobody wants there: what kprov left itself, and strangers. */
final class Surplus {

  private final Observed seen;
  private final Wishes.Prune prune;
  private final boolean doubted;
  private final Leftovers leftovers;
  private final Strangers strangers;

  Surplus(World world, Desired desired, Observed seen, Placements placements) {
    this.seen = seen;
    this.prune = world.wishes().prune();
    this.doubted = world.written().doubt().isPresent();
    Wanted wanted = new Wanted(desired, seen);
    Set<String> keys =
        seen.matches().stream()
            .filter(Match::privateKey)
            .map(match -> Paths.absolute(seen, match))
            .collect(Collectors.toUnmodifiableSet());
    this.leftovers = new Leftovers(world.written().on(desired.host().name()), seen, wanted, keys);
    this.strangers = new Strangers(desired, seen, placements, wanted, leftovers);
  }

  /** All that was seen on the host. */
  Observed seen() {
    return seen;
  }

  /** What is to be removed, since the operator wishes that. */
  List<Removal> removals() {
    return Stream.concat(
            prune.left() ? left().stream() : Stream.of(),
            prune.strangers() ? strangers.removals().stream() : Stream.of())
        .toList();
  }

  /** What kprov left there and can prove that it did. */
  List<Removal> left() {
    return doubted ? List.of() : leftovers.removals();
  }

  /** Why less is removed than the operator wishes. */
  Optional<Change> bar() {
    return prune.strangers() ? strangers.bar() : Optional.empty();
  }

  /**
   * What is to be told.
   *
   * @param removed the absolute paths of what is removed
   */
  List<Finding> findings(Set<String> removed) {
    return Stream.concat(
            leftovers.findings().stream().filter(one -> !removed.contains(one.subject())),
            strangers.findings(removed).stream())
        .toList();
  }

  Tally tally() {
    return strangers.tally();
  }
}
