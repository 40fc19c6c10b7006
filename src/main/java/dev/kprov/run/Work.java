package dev.kprov.run;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.pki.HostMark;
import dev.kprov.pki.Pki;
import dev.kprov.pki.StoreState;
import dev.kprov.plan.Change;
import dev.kprov.plan.HostPlan;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Preflight;
import dev.kprov.plan.World;
import dev.kprov.result.Conclusion;
import dev.kprov.result.Event;
import dev.kprov.result.Mishap;
import dev.kprov.store.StoreWriter;
import dev.kprov.wire.ProbeRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a run that changes things: issue, apply, look again. From its first written byte on
 * nothing stops it without a report: what goes wrong, and that the operator wants it to end, are
 * mishaps beside what was done.
 */
final class Work {

  /**
   * What is under way on hosts when the operator wants the run to end may take this long. A host
   * that is well needs a part of a second.
   */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final String CUT_OFF =
      "cut off while its files were put in place; each of them is whole, old or new";

  private static final Logger LOG = LoggerFactory.getLogger(Work.class);

  private final Plan plan;
  private final World before;
  private final Observer observer;
  private final Means means;
  private final Consumer<Event> events;
  private final List<Mishap> mishaps = new ArrayList<>();
  private boolean cutShort;

  /**
   * What a run changes the world with.
   *
   * @param fresh new keys
   * @param held what the store held before
   * @param unsealing opens the keys that must sign
   * @param kubeconfigs the operator's own
   */
  record Means(
      Workers workers,
      Fleet fleet,
      FreshKeys fresh,
      StoreReader held,
      Unsealing unsealing,
      StoreWriter writer,
      List<Path> kubeconfigs,
      Cancellation cancellation) {}

  Work(Plan plan, World before, Observer observer, Means means, Consumer<Event> events) {
    this.plan = plan;
    this.before = before;
    this.observer = observer;
    this.means = means;
    this.events = events;
  }

  /**
   * Carries the plan out as far as it gets.
   *
   * @param now the time of everything that is issued
   * @throws RunFailure where nothing was changed at all
   */
  Conclusion.Applied carryOut(Instant now) throws RunFailure, InterruptedException {
    List<Preflight.Failure> unfit = Preflight.failures(plan);
    if (!unfit.isEmpty()) {
      events.accept(new Event.Unfit(unfit));
    }
    means.unsealing().open(plan, means.held());
    means.writer().begin();
    means.writer().tighten(means.held().secrets());
    begun(Event.Stage.ISSUING, plan.issuance().size());
    Issuance.Result issued =
        Issuance.carryOut(
            plan, pki(), means.held(), means.writer(), means.fresh(), means.cancellation(), now);
    issued.done().forEach(this::told);
    issued.failure().map(Mishap::of).ifPresent(mishaps::add);
    cutShort = issued.cutShort();
    Stock stock = stock(issued.done());
    List<Applying.Result> results = applyAll(stock.reader());
    List<Change> merged = merge(stock.reader());
    noteInterruption();
    List<Change> done = Stream.concat(issued.done().stream(), merged.stream()).toList();
    World after = observer.lookAgain(before, done, stock.reader(), stock.state(), results);
    return new Conclusion.Applied(
        Reports.applied(plan, results, before, after, done, mishaps), after);
  }

  /** The operator's own kubeconfig comes last: with it alone nobody is the worse off. */
  private List<Change> merge(StoreReader store) {
    List<Change> done = new ArrayList<>();
    for (Change.Merge merge : plan.merges()) {
      if (mishaps.isEmpty() && !cutShort) {
        try {
          KubeconfigMerge.of(pki(), store, merge.step(), means.kubeconfigs());
          done.add(merge);
          told(merge);
        } catch (RunFailure e) {
          mishaps.add(Mishap.of(e));
        }
      }
    }
    return done;
  }

  private void begun(Event.Stage stage, long count) {
    if (count > 0) {
      events.accept(new Event.Begun(stage, Math.toIntExact(count)));
    }
  }

  private void told(Change change) {
    events.accept(
        switch (change) {
          case Change.Recover _ -> new Event.Recovered(change.subject());
          case Change.Mark(String host, HostMark.Kind kind, var _) -> new Event.Marked(host, kind);
          case Change.Merge(var _, String context, String file, var _) ->
              new Event.Merged(context, file);
          case Change.Issue _,
              Change.Create _,
              Change.Update _,
              Change.Remove _,
              Change.Blocked _ ->
              new Event.Issued(change.subject());
        });
  }

  /** What the store holds when everything was issued. */
  private record Stock(StoreReader reader, StoreState state) {}

  /** Reads the store for the last time: what comes after the hosts were changed must not fail. */
  private Stock stock(List<Change> issued) {
    if (!issued.isEmpty()) {
      try {
        StoreReader reader = StoreReader.read(means.writer().store(), pki());
        return new Stock(reader, reader.state());
      } catch (RunFailure e) {
        mishaps.add(Mishap.of(e));
      }
    }
    return new Stock(means.held(), before.store());
  }

  private List<Applying.Result> applyAll(StoreReader store) throws InterruptedException {
    Map<HostPlan, Applying.Result> results = new HashMap<>();
    List<HostPlan> pending = plan.hosts().stream().filter(HostPlan::pending).toList();
    if (mishaps.isEmpty()) {
      begun(Event.Stage.APPLYING, pending.size());
      Applying applying = new Applying(means.fleet(), store, pki(), RunId.random());
      List<Workers.Fate<Applying.Result>> fates =
          means
              .workers()
              .each(
                  pending,
                  GRACE,
                  () -> events.accept(new Event.Stopping(GRACE)),
                  host -> applying.apply(host, readBack(host), events));
      for (int i = 0; i < pending.size(); i++) {
        results.put(pending.get(i), result(pending.get(i), fates.get(i)));
      }
    } else {
      pending.forEach(host -> results.put(host, Applying.notBegun(host)));
    }
    return plan.hosts().stream()
        .map(host -> results.getOrDefault(host, Applying.untouched(host)))
        .toList();
  }

  private Pki pki() {
    return before.playbook().pki();
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
        mishaps.add(
            new Mishap(
                RunFailure.Kind.BUG,
                List.of(Problem.of(host.host().name() + ": " + why, "report it with the log"))));
        yield Applying.lost(host, why);
      }
    };
  }

  /**
   * That the operator wanted the run to end is told where it left something undone. A wish that
   * came too late for that must not make a doubtful end of a good one.
   */
  private void noteInterruption() {
    if (cutShort) {
      mishaps.add(
          new Mishap(
              RunFailure.Kind.INTERRUPTED,
              List.of(
                  Problem.of(
                      "interrupted",
                      "run it again: it looks at what is there and does the rest"))));
    }
  }
}
