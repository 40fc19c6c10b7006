package dev.kprov.run;

import dev.kprov.base.RemotePath;
import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.inventory.Host;
import dev.kprov.pki.Item;
import dev.kprov.pki.Pki;
import dev.kprov.plan.Change;
import dev.kprov.plan.HostPlan;
import dev.kprov.result.Event;
import dev.kprov.result.Outcome;
import dev.kprov.state.Fact;
import dev.kprov.state.LocalFile;
import dev.kprov.state.Observation;
import dev.kprov.state.Observed;
import dev.kprov.state.Resource;
import dev.kprov.state.Stat;
import dev.kprov.wire.ApplyReply;
import dev.kprov.wire.ApplyRequest;
import dev.kprov.wire.Payload;
import dev.kprov.wire.ProbeRequest;
import dev.kprov.wire.RemoteFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Carries out the changes of hosts on the connections that they have: each host by one exec of the
 * user at work, and one more of each user who writes what root must not write.
 */
final class Applying {

  private final Fleet fleet;
  private final StoreReader store;
  private final Map<StorePath, Item> items;
  private final String run;

  /**
   * @param store has read what a host gets before that host is worked on
   * @param pki tells which files belong together
   * @param run names the run in the stages on hosts
   */
  Applying(Fleet fleet, StoreReader store, Pki pki, String run) {
    this.fleet = fleet;
    this.store = store;
    this.items = pki.byFile();
    this.run = run;
  }

  /**
   * What became of one host.
   *
   * @param failure why nothing is known of its changes; empty where the host answered
   * @param after the last look at it
   */
  record Result(Host host, List<Outcome> outcomes, Optional<String> failure, Observation after) {}

  /** Applies what is pending on a host that was reached. */
  Result apply(HostPlan plan, ProbeRequest readBack, Consumer<Event> events)
      throws InterruptedException {
    if (!(plan.observation() instanceof Observation.Reached(var seen))) {
      throw new IllegalStateException(plan.host().name() + " was never reached");
    }
    List<Change> pending = pending(plan);
    events.accept(new Event.Applying(plan.host().name(), pending.size()));
    Result result = carryOut(plan.host(), pending, seen.host().home(), readBack);
    long done = result.outcomes().stream().filter(Outcome::done).count();
    events.accept(new Event.Applied(plan.host().name(), done, pending.size() - done));
    return result;
  }

  /** A host on which nothing was pending: it is as it was seen. */
  static Result untouched(HostPlan plan) {
    return new Result(plan.host(), List.of(), Optional.empty(), plan.observation());
  }

  /** A host on which nothing was tried: it is as it was seen, which is not as it should be. */
  static Result notBegun(HostPlan plan) {
    int waiting = pending(plan).size();
    String why = "not begun, " + waiting + (waiting == 1 ? " change waits" : " changes wait");
    return new Result(plan.host(), List.of(), Optional.of(why), plan.observation());
  }

  /** A host of which nothing is known since its changes were begun, for a reason on our side. */
  static Result lost(HostPlan plan, String why) {
    Observation gone = new Observation.Unreached(why, Optional.empty());
    return result(plan.host(), pending(plan), Map.of(), why, gone);
  }

  private static List<Change> pending(HostPlan plan) {
    return plan.changes().stream().filter(Change::pending).toList();
  }

  private Result carryOut(Host host, List<Change> pending, String home, ProbeRequest readBack)
      throws InterruptedException {
    Map<Change, Outcome> outcomes = new HashMap<>();
    try {
      Optional<Observed> after = Optional.empty();
      for (Map.Entry<Optional<String>, List<Change>> part : byWriter(pending).entrySet()) {
        ApplyRequest request = request(part.getValue(), readBack);
        ApplyReply reply = fleet.apply(host, part.getKey(), home, request);
        part.getValue().forEach(change -> outcomes.put(change, outcome(change, reply)));
        after = Optional.of(reply.after()).filter(_ -> part.getKey().isEmpty());
      }
      // What another user saw is not what the user at work sees.
      Observed last = after.isPresent() ? after.get() : fleet.look(host, readBack);
      return result(host, pending, outcomes, "", new Observation.Reached(last));
    } catch (RemoteFailure e) {
      return result(
          host,
          pending,
          outcomes,
          e.getMessage(),
          new Observation.Unreached(e.getMessage(), e.hint()));
    }
  }

  /** The changes of each writer; the user at work comes first, who makes directories of others. */
  private static Map<Optional<String>, List<Change>> byWriter(List<Change> pending) {
    Map<Optional<String>, List<Change>> parts = new LinkedHashMap<>();
    parts.put(Optional.empty(), new ArrayList<>());
    for (Change change : pending) {
      parts.computeIfAbsent(target(change).writer(), _ -> new ArrayList<>()).add(change);
    }
    parts.values().removeIf(List::isEmpty);
    return parts;
  }

  /**
   * @param failure why those changes were not done that have no outcome; empty where all have one
   */
  private static Result result(
      Host host,
      List<Change> pending,
      Map<Change, Outcome> outcomes,
      String failure,
      Observation after) {
    return new Result(
        host,
        pending.stream()
            .map(one -> outcomes.getOrDefault(one, new Outcome(one, Optional.of(failure))))
            .toList(),
        Optional.of(failure).filter(why -> !why.isEmpty()),
        after);
  }

  private static Outcome outcome(Change change, ApplyReply reply) {
    return new Outcome(
        change, Optional.ofNullable(reply.failures().get(new RemotePath(change.subject()))));
  }

  private ApplyRequest request(List<Change> pending, ProbeRequest readBack) {
    List<ApplyRequest.MakeDirectory> directories = new ArrayList<>();
    List<ApplyRequest.Write> files = new ArrayList<>();
    List<ApplyRequest.Remove> removals = new ArrayList<>();
    Optional<Item> before = Optional.empty();
    for (Change change : pending) {
      Target target = target(change);
      switch (target.resource()) {
        case Resource.Directory wanted -> directories.add(directory(wanted, target));
        case Resource.File wanted -> {
          Optional<Item> item = Optional.ofNullable(items.get(wanted.source()));
          files.add(file(wanted, target, item.equals(before)));
          before = item;
        }
        case Resource.Copy wanted -> {
          files.add(copy(wanted, target));
          before = Optional.empty();
        }
        case Resource.Absent _ ->
            removals.add(new ApplyRequest.Remove(target.at(), target.expected()));
      }
    }
    // Parents first: root makes nothing below one that is still to be mended.
    directories.sort(Comparator.comparingInt(one -> one.path().text().length()));
    return new ApplyRequest(run, directories, files, removals, readBack);
  }

  /** What a change of a host is about, and who carries it out. */
  private record Target(Resource resource, RemotePath at, Fact before, Optional<String> writer) {

    /** What is expected there; a writer may not be able to read what the user at work read. */
    Fact expected() {
      return before instanceof Fact.RegularFile(Stat stat, var _, String excerpt)
              && writer.isPresent()
          ? new Fact.RegularFile(stat, Optional.empty(), excerpt)
          : before;
    }
  }

  private static Target target(Change change) {
    return switch (change) {
      case Change.Create(Resource resource, RemotePath at, var _, Fact before, var writer) ->
          new Target(resource, at, before, writer);
      case Change.Update(Resource resource, RemotePath at, var _, Fact before, var _, var writer) ->
          new Target(resource, at, before, writer);
      case Change.Remove(Resource.Absent resource, RemotePath at, Fact before, var writer, var _) ->
          new Target(resource, at, before, writer);
      case Change.Issue _, Change.Recover _, Change.Mark _, Change.Merge _, Change.Blocked _ ->
          throw new IllegalStateException("no change to a host: " + change.subject());
    };
  }

  private static ApplyRequest.MakeDirectory directory(Resource.Directory wanted, Target target) {
    return new ApplyRequest.MakeDirectory(
        target.at(), target.expected(), wanted.mode(), wanted.owner(), wanted.group());
  }

  private static ApplyRequest.Write copy(Resource.Copy wanted, Target target) {
    LocalFile source = wanted.source();
    Payload content =
        new Payload.Streamed(
            source.name(), source.path(), source.size().orElseThrow(), source.hash());
    return write(wanted, target, content, source.hash(), false);
  }

  /**
   * @param joined whether the file before it belongs to the same item, as a key to its certificate
   */
  private ApplyRequest.Write file(Resource.File wanted, Target target, boolean joined) {
    Secret content = store.content(wanted.source());
    return write(wanted, target, new Payload.Held(content), Sha256.of(content), joined);
  }

  private static ApplyRequest.Write write(
      Resource.Regular wanted, Target target, Payload content, Sha256 hash, boolean joined) {
    return new ApplyRequest.Write(
        target.at(),
        target.expected(),
        wanted.mode(),
        wanted.owner(),
        wanted.group(),
        content,
        hash,
        joined);
  }
}
