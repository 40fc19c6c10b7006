package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.config.ClusterDefinition;
import dev.kprov.plan.Change;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Planner;
import dev.kprov.plan.World;
import dev.kprov.result.Event;
import dev.kprov.result.Report;
import dev.kprov.result.View;
import dev.kprov.store.Store;
import dev.kprov.store.StoreWriter;
import dev.kprov.wire.Connector;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The straight line of kprov: look at hosts and store, plan, issue, apply, look again, judge.
 *
 * <p>{@link #plan} stops at the plan. {@link #verify} is planning and finding no change, and
 * judging what was read back. Only {@link #up} ever holds something that can write.
 */
public final class Run {

  private final ClusterDefinition cluster;
  private final Request request;
  private final Connector connector;
  private final View view;
  private final InstantSource clock;
  private final Instant now;
  private final Observer observer;
  private final Store store;

  /**
   * @param clock its time at the beginning is the time of the whole run: everything is judged and
   *     issued as of then
   * @throws RunFailure where the limit matches no host
   */
  public Run(
      ClusterDefinition cluster,
      Request request,
      Connector connector,
      View view,
      InstantSource clock)
      throws RunFailure {
    this.cluster = cluster;
    this.request = request;
    this.connector = connector;
    this.view = view;
    this.clock = clock;
    this.now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    this.observer = new Observer(cluster, request, view, now);
    this.store = Store.at(request.store().orElse(cluster.defaultStore()));
  }

  /** Makes the plan, shows it, and leaves everything as it is. */
  public Report.Status plan() throws RunFailure, InterruptedException {
    try (Workers workers = new Workers(request.forks());
        Fleet fleet = new Fleet(connector, workers, request.deadlines())) {
      Plan plan = Planner.plan(observer.look(fleet, readStore()));
      view.plan(plan);
      return Report.ofPlan(plan);
    }
  }

  /** Looks at everything, judges it, and leaves it as it is. */
  public Report.Status verify() throws RunFailure, InterruptedException {
    try (Workers workers = new Workers(request.forks());
        Fleet fleet = new Fleet(connector, workers, request.deadlines())) {
      World world = observer.look(fleet, readStore());
      Report report = Reports.untouched(world, Planner.plan(world));
      view.verified(report);
      return report.status();
    }
  }

  /** Brings store and hosts to what the playbook says, and proves it. */
  public Report.Status up() throws RunFailure, InterruptedException {
    try (Workers workers = new Workers(request.forks());
        Fleet fleet = new Fleet(connector, workers, request.deadlines());
        StoreHold hold = StoreHold.of(store, request, clock)) {
      StoreReader held = readStore();
      World world = observer.look(fleet, held);
      Plan plan = Planner.plan(world);
      Report report =
          plan.pending()
              ? change(world, plan, held, new Means(workers, fleet, hold.writer()))
              : Reports.untouched(world, plan);
      view.applied(report);
      return report.status();
    }
  }

  /** What a run changes the world with. */
  private record Means(Workers workers, Fleet fleet, StoreWriter writer) {}

  private Report change(World before, Plan plan, StoreReader held, Means means)
      throws RunFailure, InterruptedException {
    means.writer().tighten(held.secrets());
    List<Change> issued =
        Issuance.carryOut(plan, held, means.writer(), means.workers(), now, this::told);
    StoreReader full = issued.isEmpty() ? held : readStore();
    Applying applying = new Applying(means.fleet(), full, cluster.playbook().pki(), RunId.random());
    List<Applying.Result> results =
        means
            .workers()
            .each(
                plan.hosts(),
                host ->
                    applying.apply(
                        host, Requests.probe(observer.desired(host.host())), view::event));
    World after = observer.lookAgain(before, full, results);
    Report report = Reports.applied(plan, results, after, Planner.plan(after), issued);
    means.writer().journal(Journals.entry(report, request.actor(), now, clock.instant()));
    return report;
  }

  private void told(Change change) {
    view.event(
        change instanceof Change.Recover
            ? new Event.Recovered(change.subject())
            : new Event.Issued(change.subject()));
  }

  private StoreReader readStore() throws RunFailure {
    return StoreReader.read(store, cluster.playbook().pki());
  }
}
