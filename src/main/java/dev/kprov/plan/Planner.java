package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import dev.kprov.base.StorePath;
import dev.kprov.inventory.Host;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.playbook.Desired;
import dev.kprov.state.Content;
import dev.kprov.state.Observation;
import dev.kprov.state.Observed;
import dev.kprov.state.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes plans. A pure function: it reads no clock, touches nothing, and draws no random number. */
public final class Planner {

  private static final Tally NOT_COUNTED = new Tally(0, 0);

  private final World world;
  private final Placements placements;
  private final Continuity continuity;
  private final Set<String> workable;

  private Planner(World world) {
    this.world = world;
    this.placements = new Placements(world.desired());
    this.continuity = Continuity.of(world, placements.desired());
    this.workable =
        world.inventory().hosts().stream()
            .filter(world::workable)
            .map(Host::name)
            .filter(name -> !continuity.barred().containsKey(name))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The plan for a world. */
  public static Plan plan(World world) {
    return new Planner(world).plan();
  }

  private Plan plan() {
    if (continuity.refusal().isPresent()) {
      return refused(continuity.refusal().get());
    }
    Map<ItemId, Decision> decisions = decisions();
    Map<StorePath, Content> contents =
        Contents.of(world.playbook().pki(), world.store(), decisions);
    return new Plan(
        decisions.values().stream().flatMap(Planner::change).toList(),
        Expiries.of(world, decisions),
        hostPlans(contents));
  }

  private Map<ItemId, Decision> decisions() {
    Map<ItemId, Decision> decisions = new LinkedHashMap<>();
    Irreplaceables irreplaceables = new Irreplaceables(world, placements);
    Replaceables replaceables = new Replaceables(world, workable, decisions);
    for (Item item : world.playbook().pki().items()) {
      decisions.put(
          item.id(),
          switch (item) {
            case Item.Certificate certificate -> replaceables.decide(certificate);
            case Item.Kubeconfig kubeconfig -> replaceables.decide(kubeconfig);
            case Item.Authority _, Item.KeyPair _, Item.Encryption _ -> irreplaceables.decide(item);
          });
    }
    return decisions;
  }

  private static Stream<Change> change(Decision decision) {
    return switch (decision) {
      case Decision.Make(var issue) -> Stream.of(issue);
      case Decision.Recover(var recover) -> Stream.of(recover);
      case Decision.Bar(var blocked, var _) -> Stream.of(blocked);
      case Decision.Keep() -> Stream.of();
      case Decision.Wait(var _, var _) -> Stream.of();
    };
  }

  private HostPlan hostPlan(Host host, Map<StorePath, Content> contents) {
    Desired desired = Objects.requireNonNull(placements.desired().get(host));
    Optional<Observed> seen = world.seen(host);
    if (seen.isEmpty()) {
      return new HostPlan(host, observation(host), List.of(), List.of(), NOT_COUNTED);
    }
    Change.Blocked barred = continuity.barred().get(host.name());
    return new HostPlan(
        host,
        observation(host),
        barred != null ? List.of(barred) : changes(desired, seen.get(), contents),
        findings(desired, seen.get()),
        Strangers.tally(desired, seen.get()));
  }

  private List<Change> changes(Desired desired, Observed seen, Map<StorePath, Content> contents) {
    FilePlanner planner = new FilePlanner(seen, directories(desired));
    List<Change> changes = new ArrayList<>();
    Map<String, String> waiting = new LinkedHashMap<>();
    for (Resource resource : desired.resources()) {
      switch (resource) {
        case Resource.Directory directory -> planner.plan(directory).ifPresent(changes::add);
        case Resource.File file -> {
          Content content = Objects.requireNonNull(contents.get(file.source()));
          if (content instanceof Content.Unavailable(String cause, String remedy)) {
            waiting.putIfAbsent(cause, remedy);
          } else {
            planner.plan(file, content).ifPresent(changes::add);
          }
        }
      }
    }
    waits(waiting).ifPresent(changes::add);
    return changes;
  }

  /** One line for all files that wait, however many: the cause is told where it lies. */
  private static Optional<Change> waits(Map<String, String> waiting) {
    return waiting.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Change.Blocked(
                "files", String.join(", ", waiting.keySet()), waiting.values().iterator().next()));
  }

  private static Set<RemotePath> directories(Desired desired) {
    return desired.resources().stream()
        .filter(Resource.Directory.class::isInstance)
        .map(Resource::path)
        .collect(Collectors.toSet());
  }

  private List<Finding> findings(Desired desired, Observed seen) {
    List<Finding> findings = new ArrayList<>();
    architecture(desired.host(), seen).ifPresent(findings::add);
    findings.addAll(Strangers.of(desired, seen, placements.ofOthersThan(desired.host())));
    return findings;
  }

  private static Optional<Finding> architecture(Host host, Observed seen) {
    return host.arch()
        .filter(arch -> !arch.isMachine(seen.host().machine()))
        .map(arch ->
            Finding.error(
                host.name(),
                "the inventory says arch: "
                    + arch.word()
                    + ", but the host says "
                    + seen.host().machine(),
                "mend arch in the inventory, or look whether this is the right host"));
  }

  private Observation observation(Host host) {
    return Objects.requireNonNull(world.observations().get(host.name()));
  }

  /** Nothing is done anywhere: the hosts are those of another cluster. */
  private Plan refused(Change.Blocked refusal) {
    Map<StorePath, Content> contents = new HashMap<>();
    world
        .playbook()
        .pki()
        .byFile()
        .keySet()
        .forEach(path ->
            contents.put(
                path,
                new Content.Unavailable("the run is refused", "see what is said of the store")));
    return new Plan(List.of(refusal), List.of(), hostPlans(contents));
  }

  private List<HostPlan> hostPlans(Map<StorePath, Content> contents) {
    return world.targetHosts().stream().map(host -> hostPlan(host, contents)).toList();
  }
}
