package dev.kprov.run;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.pki.HostMark;
import dev.kprov.pki.Pki;
import dev.kprov.pki.StoreState;
import dev.kprov.plan.Change;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Preflight;
import dev.kprov.plan.World;
import dev.kprov.result.Conclusion;
import dev.kprov.result.Event;
import dev.kprov.result.Mishap;
import dev.kprov.store.StoreWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The part of a run that changes things: issue, apply, look again. From its first written byte on
 * nothing stops it without a report: what goes wrong, and that the operator wants it to end, are
 * mishaps beside what was done.
 */
final class Work {

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
    IssueOrder order = new IssueOrder(plan, pki());
    StoreReader stock = stock(order);
    Pushes pushes = new Pushes(plan, before, means, stock, events);
    Issuance.Result issued = issue(order, stock, pushes, now);
    issued.failure().map(Mishap::of).ifPresent(mishaps::add);
    StoreState state = state(stock);
    Pushes.Result pushed = pushes.end();
    mishaps.addAll(pushed.bugs());
    cutShort = issued.cutShort() || pushed.cutShort();
    List<Change> merged = merge(stock);
    noteInterruption();
    List<Change> done = Stream.concat(issued.done().stream(), merged.stream()).toList();
    World after = observer.lookAgain(before, done, stock, state, pushed.hosts());
    return new Conclusion.Applied(
        Reports.applied(plan, pushed.hosts(), before, after, done, mishaps), after);
  }

  /** Issues what is missing; hosts are worked on as soon as what they get is there. */
  private Issuance.Result issue(IssueOrder order, StoreReader stock, Pushes pushes, Instant now)
      throws RunFailure, InterruptedException {
    List<Change> changes = order.ordered(plan.issuance());
    Rollout rollout = new Rollout(order, changes, pushes.pending(), stock, pushes::begin);
    return new Issuance(changes, pki(), means.held(), means.writer(), now)
        .carryOut(
            means.fresh(),
            means.cancellation(),
            stored -> {
              stored.forEach(this::told);
              rollout.stored(stored);
            });
  }

  /** Reads what is there in the end; what is known already where nothing is issued. */
  private StoreReader stock(IssueOrder order) {
    return plan.issuance().isEmpty()
        ? means.held()
        : new StoreReader(means.writer().store(), pki(), order.items());
  }

  /** What the store holds in the end, also where something is missing. */
  private StoreState state(StoreReader stock) {
    try {
      stock.readOn(Set.of());
      return stock.state();
    } catch (RunFailure e) {
      Mishap mishap = Mishap.of(e);
      // It may have ended the issuing already.
      if (!mishaps.contains(mishap)) {
        mishaps.add(mishap);
      }
      return before.store();
    }
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

  private Pki pki() {
    return before.playbook().pki();
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
