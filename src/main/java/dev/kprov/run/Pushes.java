package dev.kprov.run;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.plan.HostPlan;
import dev.kprov.plan.Plan;
import dev.kprov.plan.World;
import dev.kprov.result.Event;
import dev.kprov.result.Mishap;
import dev.kprov.wire.ProbeRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work on the hosts of a plan: each is begun when it can be, and all are waited for. */
final class Pushes {

  /**
   * What is under way on hosts when the operator wants the run to end may take this long. A host
   * that is well needs a part of a second.
   */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final String CUT_OFF =
      "cut off while its files were put in place; each of them is whole, old or new";

  private static final Logger LOG = LoggerFactory.getLogger(Pushes.class);

  private final Plan plan;
  private final World before;
  private final Consumer<Event> events;
  private final List<HostPlan> begun = new ArrayList<>();
  private final Workers.Batch<HostPlan, Applying.Result> batch;
  private final List<Mishap> bugs = new ArrayList<>();
  private boolean cutShort;

  /**
   * @param stock holds what a host gets when it is begun
   */
  Pushes(Plan plan, World before, Work.Means means, StoreReader stock, Consumer<Event> events) {
    this.plan = plan;
    this.before = before;
    this.events = events;
    Applying applying = new Applying(means.fleet(), stock, before.playbook().pki(), RunId.random());
    this.batch = means.workers().batch(host -> applying.apply(host, readBack(host), events));
  }

  /** The hosts on which something is to be changed. */
  List<HostPlan> pending() {
    return plan.hosts().stream().filter(HostPlan::pending).toList();
  }

  /** Begins one of them. */
  void begin(HostPlan host) {
    if (begun.isEmpty()) {
      events.accept(new Event.Begun(Event.Stage.APPLYING, pending().size()));
    }
    begun.add(host);
    batch.begin(host);
  }

  /**
   * What became of the hosts of a plan.
   *
   * @param hosts all of them, in the order of the plan
   * @param bugs which ended the work on some
   * @param cutShort whether some were not begun or not ended since the operator wanted the run to
   *     end
   */
  record Result(List<Applying.Result> hosts, List<Mishap> bugs, boolean cutShort) {}

  /** Waits for all that were begun. */
  Result end() throws InterruptedException {
    List<Workers.Fate<Applying.Result>> fates =
        batch.end(GRACE, () -> events.accept(new Event.Stopping(GRACE)));
    Map<String, Applying.Result> results = new HashMap<>();
    for (int i = 0; i < begun.size(); i++) {
      results.put(begun.get(i).host().name(), result(begun.get(i), fates.get(i)));
    }
    List<Applying.Result> hosts =
        plan.hosts().stream()
            .map(host -> results.getOrDefault(host.host().name(), left(host)))
            .toList();
    return new Result(hosts, bugs, cutShort);
  }

  /** A host that was not begun. */
  private static Applying.Result left(HostPlan host) {
    return host.pending() ? Applying.notBegun(host) : Applying.untouched(host);
  }

  private ProbeRequest readBack(HostPlan host) {
    return Requests.probe(
        before.playbook().desired(host.host()), before.written().on(host.host().name()));
  }

  private Applying.Result result(HostPlan host, Workers.Fate<Applying.Result> fate) {
    return switch (fate) {
      case Workers.Fate.Done<Applying.Result>(Applying.Result result) -> result;
      case Workers.Fate.NotBegun<Applying.Result> _ -> {
        cutShort = true;
        yield Applying.notBegun(host);
      }
      case Workers.Fate.CutOff<Applying.Result> _ -> {
        cutShort = true;
        yield Applying.lost(host, CUT_OFF);
      }
      case Workers.Fate.Broken<Applying.Result>(Throwable bug) -> {
        String why = "a bug in kprov ended the work on it";
        LOG.error("{}: {}", host.host().name(), why, bug);
        bugs.add(
            new Mishap(
                RunFailure.Kind.BUG,
                List.of(Problem.of(host.host().name() + ": " + why, "report it with the log"))));
        yield Applying.lost(host, why);
      }
    };
  }
}
