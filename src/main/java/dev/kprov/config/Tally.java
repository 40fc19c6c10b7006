package dev.kprov.config;

import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import dev.kprov.base.RemotePath;
import dev.kprov.config.InventoryDraft.HostDraft;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.playbook.Step;
import dev.kprov.state.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What all pushes of a playbook come to on one host: no contradictions, and the promised counts.
 */
final class Tally {

  private record Wanted(Resource resource, PushReader by) {}

  private record Promise(Targets on, Fields step, Place place, int count) {}

  private final Map<String, Map<RemotePath, Wanted>> wanted = new HashMap<>();
  private final Set<String> unsound = new HashSet<>();
  private final List<PushReader> pushes = new ArrayList<>();
  private final List<Promise> promises = new ArrayList<>();
  private final List<HostDraft> hosts;
  private final Frames frames;
  private final Problems problems;

  Tally(List<HostDraft> hosts, Frames frames, Problems problems) {
    this.hosts = List.copyOf(hosts);
    this.frames = frames;
    this.problems = problems;
  }

  void add(PushReader push) {
    pushes.add(push);
  }

  /**
   * @param step under whose condition the count is promised
   */
  void expect(Targets on, Fields step, Place place, int count) {
    promises.add(new Promise(on, step, place, count));
  }

  /** Refuses unequal resources at one path of a host. */
  void place(PushReader push, Host host, Frame frame, Optional<Step.Placement> placement) {
    Map<RemotePath, Wanted> there = wanted.computeIfAbsent(host.name(), name -> new HashMap<>());
    if (push.on().matches(host) && !isWhole(push, frame, placement)) {
      unsound.add(host.name());
    }
    for (Resource resource : placement.map(Step.Placement::resources).orElse(List.of())) {
      Wanted first = there.putIfAbsent(resource.path(), new Wanted(resource, push));
      if (first != null && !first.resource.equals(resource)) {
        problems.add(
            push.place(),
            "host "
                + host.name()
                + " would get "
                + resource.path()
                + " from step "
                + first.by.name()
                + " and another one from step "
                + push.name());
      }
    }
  }

  /** Whether nothing of a push is missing because of a problem that was told elsewhere. */
  private static boolean isWhole(PushReader push, Frame frame, Optional<Step.Placement> placement) {
    return placement.isPresent() && files(placement.get()).size() == push.size(frame);
  }

  private static List<RemotePath> files(Step.Placement placement) {
    return placement.resources().stream()
        .filter(Resource.Regular.class::isInstance)
        .map(Resource::path)
        .toList();
  }

  /** Compares the promised counts with the pushes, once all of them are known. */
  void check() {
    for (Promise promise : promises) {
      promise.on.roles().forEach(role -> check(promise, role));
      hosts.stream()
          .filter(draft -> promise.on.hosts().contains(draft.host()))
          .filter(draft -> holds(promise, draft))
          .forEach(draft -> check(promise, draft.host()));
    }
  }

  private boolean holds(Promise promise, HostDraft draft) {
    return Condition.holds(promise.step, frames.silent(draft));
  }

  /** A promise that certain hosts of a role fulfil is held against these, any other against all. */
  private void check(Promise promise, Role role) {
    HostDraft sample = Frames.sample(role);
    if (!holds(promise, sample)) {
      hosts.stream()
          .filter(draft -> draft.host().roles().equals(List.of(role)))
          .filter(draft -> holds(promise, draft))
          .forEach(draft -> check(promise, draft.host()));
      return;
    }
    Frame frame = frames.silent(sample);
    Set<RemotePath> paths = new HashSet<>();
    for (PushReader push : pushes) {
      if (push.on().roles().contains(role) && push.counts(frame)) {
        Optional<Step.Placement> placement = push.placement(sample.host(), frame);
        if (!isWhole(push, frame, placement)) {
          return;
        }
        paths.addAll(files(placement.get()));
      }
    }
    compare(promise, paths.size(), "role " + role);
  }

  private void check(Promise promise, Host host) {
    Map<RemotePath, Wanted> there = wanted.getOrDefault(host.name(), Map.of());
    if (!unsound.contains(host.name())) {
      long files =
          there.values().stream().filter(w -> w.resource instanceof Resource.Regular).count();
      compare(promise, (int) files, "host " + host.name());
    }
  }

  private void compare(Promise promise, int count, String whose) {
    if (count != promise.count) {
      problems.add(
          promise.place,
          "count is " + promise.count + ", but the pushes come to " + count + " for " + whose);
    }
  }
}
