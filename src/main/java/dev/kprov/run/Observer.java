package dev.kprov.run;

import dev.kprov.base.Nearest;
import dev.kprov.base.RemotePath;
import dev.kprov.base.RunFailure;
import dev.kprov.config.ClusterDefinition;
import dev.kprov.inventory.Host;
import dev.kprov.pki.HostMark;
import dev.kprov.pki.Sighting;
import dev.kprov.pki.StoreState;
import dev.kprov.plan.Change;
import dev.kprov.plan.OwnContext;
import dev.kprov.plan.Wishes;
import dev.kprov.plan.World;
import dev.kprov.plan.Written;
import dev.kprov.playbook.Desired;
import dev.kprov.playbook.Playbook;
import dev.kprov.playbook.Step;
import dev.kprov.result.Event;
import dev.kprov.state.Observation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Looks at hosts and puts what was seen and what the store holds together into a world. */
final class Observer {

  private final ClusterDefinition cluster;
  private final Consumer<Event> events;
  private final Instant now;
  private final Map<String, Desired> desired = new LinkedHashMap<>();
  private final Set<String> targets;
  private final Wishes wishes;
  private final List<Path> kubeconfigs;

  Observer(ClusterDefinition cluster, Request request, Consumer<Event> events, Instant now)
      throws RunFailure {
    this.cluster = cluster;
    this.kubeconfigs = request.kubeconfigs();
    this.events = events;
    this.now = now;
    cluster
        .inventory()
        .hosts()
        .forEach(host -> desired.put(host.name(), cluster.playbook().desired(host)));
    this.targets =
        request.leave().isPresent()
            ? leaving(request.leave().get(), cluster)
            : request.limit().select(cluster.inventory()).stream()
                .map(Host::name)
                .collect(Collectors.toUnmodifiableSet());
    this.wishes =
        new Wishes(
            request.assumeNewCluster(),
            request.reissue().items(cluster, targets),
            request.reissue().newKeys(),
            request.leave(),
            request.prune());
  }

  /** The one host from which things are to be taken; none where it is only marked. */
  private static Set<String> leaving(Wishes.Leave leave, ClusterDefinition cluster)
      throws RunFailure {
    List<String> hosts = cluster.inventory().hosts().stream().map(Host::name).toList();
    if (!hosts.contains(leave.host())) {
      throw new RunFailure(
          RunFailure.Kind.USAGE,
          "the inventory has no host " + leave.host(),
          Nearest.hint(leave.host(), hosts));
    }
    return leave.kind() == HostMark.Kind.RETIRED ? Set.of(leave.host()) : Set.of();
  }

  Desired desired(Host host) {
    return Objects.requireNonNull(desired.get(host.name()));
  }

  /**
   * The first look, over the network.
   *
   * @param written what is looked at beside what is wanted
   */
  World look(Fleet fleet, StoreReader store, Written written)
      throws RunFailure, InterruptedException {
    StoreState state = store.state();
    List<Desired> hosts = desired.values().stream().filter(one -> mustBeSeen(one, state)).toList();
    Map<String, Observation> observations = fleet.observe(hosts, written, events);
    return world(store, state, observations, fleet.skews(), wishes, written);
  }

  /** What the store alone tells. */
  World withoutLooking(StoreReader store) throws RunFailure {
    return world(store, store.state(), Map.of(), Map.of(), wishes, Written.NOTHING);
  }

  /**
   * The last look, at what hosts showed after they were changed; costs no further exec, and reads
   * nothing that could fail.
   */
  World lookAgain(
      World before,
      List<Change> issued,
      StoreReader store,
      StoreState state,
      List<Applying.Result> results) {
    Map<String, Observation> observations = new HashMap<>(before.observations());
    results.forEach(result -> observations.put(result.host().name(), result.after()));
    return world(
            store,
            state,
            observations,
            before.skews(),
            before.wishes().after(issued),
            before.written())
        .limitedTo(before.targets());
  }

  /**
   * Whether a host is looked at: the targets always; the others where they could hold something
   * irreplaceable of which this store knows nothing.
   */
  private boolean mustBeSeen(Desired one, StoreState state) {
    if (targets.contains(one.host().name()) || wishes.leave().isPresent()) {
      return targets.contains(one.host().name());
    }
    return one.files().stream()
        .map(file -> cluster.playbook().pki().item(file.source()))
        .anyMatch(item -> item.irreplaceable() && !state.keyRecorded(item));
  }

  private World world(
      StoreReader store,
      StoreState state,
      Map<String, Observation> observations,
      Map<String, Duration> skews,
      Wishes asked,
      Written written) {
    Sightings reader = new Sightings(store.authorities(), store.certificates());
    Map<String, Map<RemotePath, Sighting>> sightings = new HashMap<>();
    observations.forEach((name, observation) ->
        sightings.put(name, reader.of(Objects.requireNonNull(desired.get(name)), observation)));
    return new World(
        cluster.inventory(),
        cluster.playbook(),
        targets,
        observations,
        sightings,
        skews,
        state,
        now,
        asked,
        contexts(store),
        written);
  }

  private Map<String, OwnContext> contexts(StoreReader store) {
    Playbook playbook = cluster.playbook();
    return playbook.merges().stream()
        .collect(
            Collectors.toMap(
                Step::name,
                step -> KubeconfigMerge.look(playbook.pki(), store, step, kubeconfigs)));
  }
}
