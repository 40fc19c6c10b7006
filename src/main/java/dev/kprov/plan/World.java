package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.pki.Sighting;
import dev.kprov.pki.StoreState;
import dev.kprov.playbook.Desired;
import dev.kprov.playbook.Playbook;
import dev.kprov.state.Fact;
import dev.kprov.state.Observation;
import dev.kprov.state.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that a plan depends on. Two equal worlds have equal plans.
 *
 * @param inventory the whole inventory, whatever the limit
 * @param playbook the playbook, filled in
 * @param targets names of the hosts that may be changed
 * @param observations what was seen, by host name; hosts beyond the targets may be among them
 * @param sightings the certificates that were seen, by host name and path as asked
 * @param skews how far the clocks of hosts are ahead of this machine's, by host name; negative
 *     where one is behind
 * @param store what the store holds
 * @param now the time of the plan
 * @param wishes what the operator asks beyond what the two files say
 * @param contexts what the operator's own kubeconfig has of the cluster, by the name of the step
 *     that merges it
 * @param written what kprov has left on hosts
 */
public record World(
    Inventory inventory,
    Playbook playbook,
    Set<String> targets,
    Map<String, Observation> observations,
    Map<String, Map<RemotePath, Sighting>> sightings,
    Map<String, Duration> skews,
    StoreState store,
    Instant now,
    Wishes wishes,
    Map<String, OwnContext> contexts,
    Written written) {

  private static final Observation NOT_LOOKED_AT =
      new Observation.Unreached("it was not looked at", Optional.empty());

  public World {
    targets = Set.copyOf(targets);
    observations = Map.copyOf(observations);
    skews = Map.copyOf(skews);
    contexts = Map.copyOf(contexts);
    sightings =
        sightings.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> Map.copyOf(entry.getValue())));
  }

  /** Whether the operator vouches that no earlier cluster is to be kept. */
  boolean assumeNewCluster() {
    return wishes.assumeNewCluster();
  }

  /** The same world, of which only these hosts may be changed. */
  public World limitedTo(Set<String> hosts) {
    return new World(
        inventory,
        playbook,
        hosts,
        observations,
        sightings,
        skews,
        store,
        now,
        wishes,
        contexts,
        written);
  }

  /** What came of looking at a host. */
  public Observation observation(Host host) {
    return observations.getOrDefault(host.name(), NOT_LOOKED_AT);
  }

  /** What was seen on a host, if it was reached. */
  Optional<Observed> seen(Host host) {
    return observation(host) instanceof Observation.Reached(Observed seen)
        ? Optional.of(seen)
        : Optional.empty();
  }

  /** Whether a regular file was seen at a path of a host. */
  boolean holds(Host host, RemotePath path) {
    return seen(host).filter(seen -> seen.at(path) instanceof Fact.RegularFile).isPresent();
  }

  Sighting sighting(Host host, RemotePath path) {
    return sightings.getOrDefault(host.name(), Map.of()).getOrDefault(path, Sighting.NONE);
  }

  /** How far the clock of a host is ahead; zero where nothing is known of it. */
  Duration skew(Host host) {
    return skews.getOrDefault(host.name(), Duration.ZERO);
  }

  /** Whether a host may be changed and was reached. */
  boolean workable(Host host) {
    return targets.contains(host.name()) && seen(host).isPresent();
  }

  /** What is wanted on every host, in the order of the inventory. */
  Map<Host, Desired> desired() {
    Map<Host, Desired> all = new LinkedHashMap<>();
    inventory.hosts().forEach(host -> all.put(host, playbook.desired(host)));
    return all;
  }

  /** The hosts that may be changed, in the order of the inventory. */
  public List<Host> targetHosts() {
    return inventory.hosts().stream().filter(host -> targets.contains(host.name())).toList();
  }
}
