package dev.kprov.plan;

import dev.kprov.base.Sha256;
import dev.kprov.inventory.Host;
import dev.kprov.pki.HostMark;
import dev.kprov.pki.Item;
import dev.kprov.pki.Lifetime;
import dev.kprov.playbook.Desired;
import dev.kprov.state.Content;
import dev.kprov.state.Fact;
import dev.kprov.state.FileKind;
import dev.kprov.state.Match;
import dev.kprov.state.Observed;
import dev.kprov.state.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plans that a host leaves the cluster: the absence of all that kprov puts there or has left there,
 * and its mark in the ledger. Nothing is issued, and no other host is touched.
 */
final class Retirement {

  private final World world;
  private final Wishes.Leave leave;
  private final Placements placements;
  private final Continuity continuity;
  private final Set<Sha256> ours;

  private Retirement(World world, Wishes.Leave leave) {
    this.world = world;
    this.leave = leave;
    this.placements = new Placements(world.desired());
    this.continuity = new Continuity(world, placements);
    this.ours =
        world.store().holdings().values().stream()
            .flatMap(held -> held.files().values().stream())
            .map(Content.Known::hash)
            .collect(Collectors.toSet());
  }

  /** The plan for a world in which a host is to leave, or to come back. */
  static Plan plan(World world, Wishes.Leave leave) {
    return new Retirement(world, leave).plan();
  }

  /** Why a host that was retired gets nothing. */
  static Optional<Change.Blocked> bar(World world, Host host) {
    return world
        .store()
        .ledger()
        .retired(host.name())
        .map(when ->
            new Change.Blocked(
                "host",
                "it was retired on " + Lifetime.day(when) + ", and gets nothing since",
                "take it out of the inventory; if it shall come back: kprov retire INVENTORY "
                    + host.name()
                    + " --undo"));
  }

  private Plan plan() {
    List<HostPlan> hosts =
        leave.kind() == HostMark.Kind.RETIRED
            ? world.targetHosts().stream().map(this::hostPlan).toList()
            : List.of();
    return new Plan(local(hosts), findings(), hosts);
  }

  private List<Finding> findings() {
    return leave.kind() == HostMark.Kind.READMITTED
        ? List.of()
        : List.of(
            Finding.warning(
                "host " + leave.host(),
                "it is in the inventory still, and certificates of others may bear its names",
                "take it out of " + world.inventory().file() + ", and run kprov up"));
  }

  /** The mark comes first: what is only half away must not be put back by the next run. */
  private List<Change> local(List<HostPlan> hosts) {
    Optional<Change> hindrance = hosts.stream().flatMap(host -> hindrance(host).stream()).findAny();
    if (hindrance.isPresent()) {
      return List.of(hindrance.get());
    }
    boolean retired = world.store().ledger().retired(leave.host()).isPresent();
    boolean leaves = leave.kind() != HostMark.Kind.READMITTED;
    return retired == leaves
        ? List.of()
        : List.of(
            new Change.Mark(
                leave.host(), leave.kind(), world.store().ledger().itemsOf(leave.host())));
  }

  private static Optional<Change> hindrance(HostPlan host) {
    String name = host.host().name();
    return host.reached()
        ? host.changes().stream()
            .filter(change -> !change.pending())
            .findFirst()
            .map(_ ->
                new Change.Blocked(
                    "host " + name,
                    "it is not marked as retired yet",
                    "mend what is blocked there"))
        : Optional.of(
            new Change.Blocked(
                "host " + name,
                "it was not reached, so nothing is removed there and it is not marked as retired",
                "bring it back; if it is gone for good: kprov retire INVENTORY "
                    + name
                    + " --gone"));
  }

  private HostPlan hostPlan(Host host) {
    Optional<Observed> answer = world.seen(host);
    if (answer.isEmpty()) {
      return new HostPlan(host, world.observation(host), List.of(), List.of(), new Tally(0, 0, 0));
    }
    Observed seen = answer.get();
    Desired desired = placements.on(host);
    Surplus surplus = new Surplus(world, desired, seen, placements);
    List<Change> changes =
        continuity
            .barred(host)
            .map(List::<Change>of)
            .orElseGet(() -> changes(desired, seen, surplus.left()));
    Set<String> removed = changes.stream().map(Change::subject).collect(Collectors.toSet());
    return new HostPlan(
        host,
        world.observation(host),
        changes,
        surplus.findings(Set.of()).stream()
            .filter(one -> !removed.contains(one.subject()))
            .toList(),
        new Tally(0, surplus.tally().found(), surplus.tally().strangers()));
  }

  /** All or nothing: where something must stay, the host is not half retired. */
  private List<Change> changes(Desired desired, Observed seen, List<Removal> left) {
    Obstacles obstacles = new Obstacles();
    FilePlanner files = new FilePlanner(seen, new Writers(seen), obstacles);
    List<Change> changes = new ArrayList<>();
    for (Resource.Regular file : desired.regularFiles()) {
      Fact fact = seen.at(file.path());
      onlyCopy(file, fact, seen)
          .or(() -> files.plan(new Resource.Absent(file.path()), fact))
          .ifPresent(changes::add);
    }
    Set<String> known =
        Stream.concat(
                desired.regularFiles().stream().map(Resource::path),
                left.stream().map(Removal::path))
            .map(path -> path.resolve(seen.host().home()).text())
            .collect(Collectors.toSet());
    for (Removal one : left) {
      files.plan(new Resource.Absent(one.path()), one.fact()).ifPresent(changes::add);
    }
    for (Match match : seen.matches()) {
      Paths.asked(match)
          .filter(_ -> !known.contains(Paths.absolute(seen, match)) && isOurs(match.fact()))
          .flatMap(path -> files.plan(new Resource.Absent(path), match.fact()))
          .ifPresent(changes::add);
    }
    changes.addAll(obstacles.blocked());
    List<Change> blocked = changes.stream().filter(change -> !change.pending()).toList();
    return blocked.isEmpty() ? changes : blocked;
  }

  /** What the store cannot give back is not taken away. */
  private Optional<Change> onlyCopy(Resource.Regular wanted, Fact fact, Observed seen) {
    if (!(wanted instanceof Resource.File file)) {
      return Optional.empty();
    }
    Item item = world.playbook().pki().item(file.source());
    boolean precious =
        item.irreplaceable()
            && (file.kind() == FileKind.PRIVATE_KEY || file.kind() == FileKind.ENCRYPTION_CONFIG);
    if (!precious || !(fact instanceof Fact.RegularFile there)) {
      return Optional.empty();
    }
    Optional<Sha256> held = world.store().of(item.id()).hash(file.source());
    return held.isPresent() && there.hash().equals(held)
        ? Optional.empty()
        : Optional.of(
            new Change.Blocked(
                file.path().resolve(seen.host().home()).text(),
                "the store has no copy of it, and nothing can replace " + item.id(),
                "save it into the store as "
                    + file.source()
                    + ", or remove it by hand if nobody needs it"));
  }

  private boolean isOurs(Fact fact) {
    return fact instanceof Fact.RegularFile file && file.hash().filter(ours::contains).isPresent();
  }
}
