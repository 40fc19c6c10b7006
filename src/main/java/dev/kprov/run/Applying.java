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
import dev.kprov.state.Observation;
import dev.kprov.state.Resource;
import dev.kprov.wire.ApplyReply;
import dev.kprov.wire.ApplyRequest;
import dev.kprov.wire.ProbeRequest;
import dev.kprov.wire.RemoteFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries out the changes of hosts, each host by one exec on the connection that it has. */
final class Applying {

  private final Fleet fleet;
  private final StoreReader store;
  private final Map<StorePath, Item> items;
  private final String run;

  /**
   * @param store read after everything was issued
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

  /** Applies what is pending on a host; a host that needs nothing is not spoken to. */
  Result apply(HostPlan plan, ProbeRequest readBack, Consumer<Event> events)
      throws InterruptedException {
    List<Change> pending = plan.changes().stream().filter(Change::pending).toList();
    if (pending.isEmpty() || !(plan.observation() instanceof Observation.Reached(var seen))) {
      return new Result(plan.host(), List.of(), Optional.empty(), plan.observation());
    }
    events.accept(new Event.Applying(plan.host().name(), pending.size()));
    Result result = carryOut(plan, pending, seen.host().home(), readBack);
    long done = result.outcomes().stream().filter(Outcome::done).count();
    events.accept(new Event.Applied(plan.host().name(), done, pending.size() - done));
    return result;
  }

  private Result carryOut(HostPlan plan, List<Change> pending, String home, ProbeRequest readBack)
      throws InterruptedException {
    try {
      ApplyReply reply = fleet.apply(plan.host(), home, request(pending, readBack));
      return new Result(
          plan.host(),
          pending.stream().map(change -> outcome(change, reply)).toList(),
          Optional.empty(),
          new Observation.Reached(reply.after()));
    } catch (RemoteFailure e) {
      return new Result(
          plan.host(),
          pending.stream().map(change -> new Outcome(change, Optional.of(e.getMessage()))).toList(),
          Optional.of(e.getMessage()),
          new Observation.Unreached(e.getMessage(), e.hint()));
    }
  }

  private static Outcome outcome(Change change, ApplyReply reply) {
    return new Outcome(
        change, Optional.ofNullable(reply.failures().get(new RemotePath(change.subject()))));
  }

  private ApplyRequest request(List<Change> pending, ProbeRequest readBack) {
    List<ApplyRequest.MakeDirectory> directories = new ArrayList<>();
    List<ApplyRequest.Write> files = new ArrayList<>();
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
      }
    }
    return new ApplyRequest(run, directories, files, readBack);
  }

  /** What a change of a host is about. */
  private record Target(Resource resource, RemotePath at, Fact before) {}

  private static Target target(Change change) {
    return switch (change) {
      case Change.Create(Resource resource, RemotePath at, var _, Fact before) ->
          new Target(resource, at, before);
      case Change.Update(Resource resource, RemotePath at, var _, Fact before, var _) ->
          new Target(resource, at, before);
      case Change.Issue _, Change.Recover _, Change.Blocked _ ->
          throw new IllegalStateException("no change to a host: " + change.subject());
    };
  }

  private static ApplyRequest.MakeDirectory directory(Resource.Directory wanted, Target target) {
    return new ApplyRequest.MakeDirectory(
        target.at(), target.before(), wanted.mode(), wanted.owner(), wanted.group());
  }

  /**
   * @param joined whether the file before it belongs to the same item, as a key to its certificate
   */
  private ApplyRequest.Write file(Resource.File wanted, Target target, boolean joined) {
    Secret content = store.content(wanted.source());
    return new ApplyRequest.Write(
        target.at(),
        target.before(),
        wanted.mode(),
        wanted.owner(),
        wanted.group(),
        content,
        Sha256.of(content),
        joined);
  }
}
