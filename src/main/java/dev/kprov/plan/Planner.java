package dev.kprov.plan;

import dev.kprov.base.StorePath;
import dev.kprov.inventory.Host;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.playbook.Desired;
import dev.kprov.playbook.Step;
import dev.kprov.state.Content;
import dev.kprov.state.Observed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes plans. A pure function: it reads no clock, touches nothing, and draws no random number. */
public final class Planner {

  private static final Tally NOT_COUNTED = new Tally(0, 0, 0);
  private static final List<Change> LEFT_ALONE =
      List.of(
          new Change.Blocked("files", "nothing is done: the run is refused", Decisions.SEE_STORE));

  private final World world;
  private final Placements placements;
  private final Continuity continuity;
  private final Meanings meanings;
  private final HostRemarks remarks;
  private final Clocks clocks;
  private final Requirements requirements;
  private final Map<String, List<Change>> barred = new HashMap<>();

  private Planner(World world) {
    this.world = world;
    this.placements = new Placements(world.desired());
    this.continuity = new Continuity(world, placements);
    this.meanings = new Meanings(world);
    this.remarks = new HostRemarks(world);
    this.clocks = new Clocks(world, placements);
    this.requirements = new Requirements(world, placements, clocks);
  }

  /** The plan for a world. */
  public static Plan plan(World world) {
    return world
        .wishes()
        .leave()
        .map(leave -> Retirement.plan(world, leave))
        .orElseGet(() -> cluster(world));
  }

  private static Plan cluster(World world) {
    Planner planner = new Planner(world);
    return planner.continuity.refusal().map(planner::refused).orElseGet(planner::plan);
  }

  /** Nothing is done anywhere: the hosts are those of another cluster. */
  private Plan refused(Change.Blocked refusal) {
    List<Finding> findings =
        Stream.concat(
                Disagreements.amongHosts(world, placements).stream(), clocks.findings().stream())
            .toList();
    return new Plan(List.of(refusal), findings, hostPlans(clocks, (_, _) -> LEFT_ALONE));
  }

  private Plan plan() {
    Decisions decisions = decisions();
    Map<StorePath, Content> contents =
        Contents.of(world.playbook().pki(), world.store(), decisions);
    Predicate<ItemId> made = id -> decisions.of(id) instanceof Decision.Make;
    Clocks clocks = this.clocks.making(made);
    List<Change> local =
        Stream.of(
                decisions.all().flatMap(Planner::change),
                doubt().stream(),
                world.playbook().merges().stream().flatMap(step -> merge(step, decisions).stream()))
            .flatMap(changes -> changes)
            .toList();
    return new Plan(
            local,
            findings(clocks, made),
            hostPlans(
                clocks,
                (desired, surplus) ->
                    Stream.concat(
                            HostPlanner.changes(
                                    desired, surplus.seen(), contents, surplus.removals())
                                .stream()
                                .map(change -> meanings.explained(desired.host(), change)),
                            surplus.bar().stream())
                        .toList()))
        .with(Notes.of(world, local));
  }

  /** Nothing is removed because of what somebody may have written who is not kprov. */
  private Optional<Change> doubt() {
    return world
        .written()
        .doubt()
        .filter(_ -> world.wishes().prune().left())
        .map(why ->
            new Change.Blocked(
                "journal",
                "nothing is pruned by a journal that somebody has edited: " + why,
                "restore it from a backup of the store; kprov journal INVENTORY --verify tells"
                    + " more"));
  }

  /** What follows from what is issued, or was changed by somebody; what is barred waits for it. */
  private Optional<Change> merge(Step.MergeKubeconfig step, Decisions decisions) {
    Optional<OwnContext> own = Optional.ofNullable(world.contexts().get(step.name()));
    return switch (decisions.of(step.kubeconfig())) {
      case Decision.Make _ ->
          own.map(seen -> merge(step, seen, List.of("its kubeconfig is issued")));
      case Decision.Keep _, Decision.Recover _ ->
          own.flatMap(seen ->
              seen.bar()
                  .<Change>map(blocked -> blocked)
                  .or(() ->
                      Optional.of(seen.lacks())
                          .filter(lacks -> !lacks.isEmpty())
                          .map(lacks -> merge(step, seen, lacks))));
      case Decision.Bar _, Decision.Await _, Decision.Wait _ -> Optional.empty();
    };
  }

  private static Change merge(Step.MergeKubeconfig step, OwnContext own, List<String> changes) {
    return new Change.Merge(step, own.context(), own.file(), changes);
  }

  /** What sets a cluster at odds with itself comes first. */
  private List<Finding> findings(Clocks clocks, Predicate<ItemId> made) {
    return Stream.of(
            Disagreements.of(world, placements).stream(),
            storeNotes(),
            Expiries.of(world.playbook().pki(), world.store(), world.now()).stream(),
            ServerNames.of(world.playbook().pki()).stream(),
            Forgiven.of(world, made),
            clocks.findings().stream())
        .flatMap(findings -> findings)
        .toList();
  }

  /** What is not as it should be with the files of the store. */
  private Stream<Finding> storeNotes() {
    return world.store().notes().stream()
        .map(note -> new Finding(Severity.WARNING, "store", note.message(), note.hint()));
  }

  private Decisions decisions() {
    Demand demand =
        new Demand(
            world,
            placements,
            world.inventory().hosts().stream()
                .filter(world::workable)
                .filter(host -> barred(host).isEmpty())
                .map(Host::name)
                .collect(Collectors.toUnmodifiableSet()));
    Decisions decisions = new Decisions(world, demand, continuity.ahead());
    Irreplaceables irreplaceables = new Irreplaceables(world, placements, continuity, decisions);
    Replaceables replaceables = new Replaceables(world, decisions);
    for (Item item : world.playbook().pki().items()) {
      decisions.add(
          item,
          switch (item) {
            case Item.Certificate certificate -> replaceables.decide(certificate);
            case Item.Chain chain -> replaceables.derived(chain, chain.file());
            case Item.Kubeconfig kubeconfig -> replaceables.derived(kubeconfig, kubeconfig.file());
            case Item.Authority _, Item.KeyPair _, Item.Encryption _ -> irreplaceables.decide(item);
          });
    }
    return decisions;
  }

  /** Why a host is left alone; nothing where it is not. */
  private List<Change> barred(Host host) {
    return barred.computeIfAbsent(
        host.name(),
        _ ->
            Retirement.bar(world, host)
                .or(() -> continuity.barred(host))
                .map(List::<Change>of)
                .orElseGet(() -> List.copyOf(requirements.unmet(host))));
  }

  private List<Finding> findings(
      Desired desired, Observed seen, List<Finding> surplus, Clocks clocks) {
    return Stream.of(
            remarks.on(desired.host(), seen.host()),
            clocks.on(desired.host(), seen.host()),
            Handovers.findings(world, desired, seen),
            surplus)
        .flatMap(List::stream)
        .toList();
  }

  private static Stream<Change> change(Decision decision) {
    return switch (decision) {
      case Decision.Make(var issue) -> Stream.of(issue);
      case Decision.Recover(var recover) -> Stream.of(recover);
      case Decision.Bar(var blocked, var _) -> Stream.of(blocked);
      case Decision.Await(var blocked) -> Stream.of(blocked);
      case Decision.Keep() -> Stream.of();
      case Decision.Wait(var _, var _) -> Stream.of();
    };
  }

  private List<HostPlan> hostPlans(
      Clocks clocks, BiFunction<Desired, Surplus, List<Change>> changes) {
    return world.targetHosts().stream().map(host -> hostPlan(host, clocks, changes)).toList();
  }

  private HostPlan hostPlan(
      Host host, Clocks clocks, BiFunction<Desired, Surplus, List<Change>> changes) {
    Optional<Observed> answer = world.seen(host);
    if (answer.isEmpty()) {
      return new HostPlan(host, world.observation(host), List.of(), List.of(), NOT_COUNTED);
    }
    Desired desired = placements.on(host);
    Observed seen = answer.get();
    Surplus surplus = new Surplus(world, desired, seen, placements);
    List<Change> barred = barred(host);
    List<Change> done = barred.isEmpty() ? changes.apply(desired, surplus) : barred;
    Set<String> removed =
        done.stream()
            .filter(Change.Remove.class::isInstance)
            .map(Change::subject)
            .collect(Collectors.toUnmodifiableSet());
    return new HostPlan(
        host,
        world.observation(host),
        done,
        findings(desired, seen, surplus.findings(removed), clocks).stream()
            .filter(finding -> barred.stream().noneMatch(one -> tells(one, finding)))
            .toList(),
        surplus.tally());
  }

  /** Of what the playbook demands, a host that does not fulfil it is told once. */
  private static boolean tells(Change blocked, Finding finding) {
    return blocked instanceof Change.Blocked(var _, var _, var _, var check)
        && check.map(Check::word).equals(Optional.of(finding.subject()));
  }
}
