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
import java.util.function.Predicate;

/**
 * What all pushes of a playbook come to on one host: no contradictions, and the promised counts.
 */
final class Tally {

  private record Wanted(Resource resource, PushReader by) {}

  private record Promise(Targets on, Place place, int count) {}

  private final Map<String, Map<RemotePath, Wanted>> wanted = new HashMap<>();
  private final List<PushReader> pushes = new ArrayList<>();
  private final List<Promise> promises = new ArrayList<>();
  private final Frames frames;
  private final Problems problems;

  Tally(Frames frames, Problems problems) {
    this.frames = frames;
    this.problems = problems;
  }

  void add(PushReader push) {
    pushes.add(push);
  }

  void expect(Targets on, Place place, int count) {
    promises.add(new Promise(on, place, count));
  }

  /** Refuses unequal resources at one path of a host. */
  void place(PushReader push, Host host, Step.Placement placement) {
    Map<RemotePath, Wanted> there = wanted.computeIfAbsent(host.name(), name -> new HashMap<>());
    for (Resource resource : placement.resources()) {
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

  /** Compares the promised counts with the pushes, once all of them are known. */
  void check() {
    for (Promise promise : promises) {
      promise.on.roles().forEach(role -> check(promise, role));
      promise.on.hosts().forEach(host -> check(promise, host));
    }
  }

  private void check(Promise promise, Role role) {
    HostDraft sample = Frames.sample("sample", role);
    count(sample.host(), push -> push.on().roles().contains(role), frames.silent(sample))
        .ifPresent(count -> compare(promise, count, "role " + role));
  }

  private void check(Promise promise, Host host) {
    Map<RemotePath, Wanted> there = wanted.getOrDefault(host.name(), Map.of());
    boolean whole =
        pushes.stream().filter(push -> push.on().matches(host)).allMatch(PushReader::sound);
    if (whole) {
      long files = there.values().stream().filter(w -> w.resource instanceof Resource.File).count();
      compare(promise, (int) files, "host " + host.name());
    }
  }

  private Optional<Integer> count(Host host, Predicate<PushReader> counted, Frame frame) {
    Set<RemotePath> paths = new HashSet<>();
    for (PushReader push : pushes.stream().filter(counted).toList()) {
      Optional<Step.Placement> placement = push.placement(host, frame);
      if (placement.isEmpty() || !push.sound() || !frame.problems().isEmpty()) {
        return Optional.empty(); // what is wrong with it is told elsewhere
      }
      placement.get().resources().stream()
          .filter(Resource.File.class::isInstance)
          .map(Resource::path)
          .forEach(paths::add);
    }
    return Optional.of(paths.size());
  }

  private void compare(Promise promise, int count, String whose) {
    if (count != promise.count) {
      problems.add(
          promise.place,
          "count is " + promise.count + ", but the pushes give " + whose + " " + count + " files");
    }
  }
}
