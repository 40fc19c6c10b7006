package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.config.ClusterDefinition;
import dev.kprov.plan.Change;
import dev.kprov.plan.HostPlan;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Planner;
import dev.kprov.plan.World;
import dev.kprov.result.Conclusion;
import dev.kprov.result.Event;
import dev.kprov.result.Report;
import dev.kprov.store.Store;
import dev.kprov.store.StoreWriter;
import dev.kprov.wire.Connector;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

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
  private final Consumer<Event> events;
  private final InstantSource clock;
  private final Instant now;
  private final Observer observer;
  private final Store store;

  /**
   * @param events told on the way, from any thread
   * @param clock its time at the beginning is the time of the whole run: everything is judged and
   *     issued as of then
   * @throws RunFailure where the limit matches no host
   */
  public Run(
      ClusterDefinition cluster,
      Request request,
      Connector connector,
      Consumer<Event> events,
      InstantSource clock)
      throws RunFailure {
    this.cluster = cluster;
    this.request = request;
    this.connector = connector;
    this.events = events;
    this.clock = clock;
    this.now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    this.observer = new Observer(cluster, request, events, now);
    this.store = Store.at(request.store().orElse(cluster.defaultStore()));
  }

  /** Makes the plan and leaves everything as it is. */
  public Conclusion plan() throws RunFailure, InterruptedException {
    try (Workers workers = new Workers(request.forks());
        Fleet fleet = new Fleet(connector, workers, request.deadlines(), clock)) {
      return new Conclusion.Planned(Planner.plan(observer.look(fleet, readStore())));
    }
  }

  /** Looks at everything, judges it, and leaves it as it is. */
  public Conclusion verify() throws RunFailure, InterruptedException {
    try (Workers workers = new Workers(request.forks());
        Fleet fleet = new Fleet(connector, workers, request.deadlines(), clock)) {
      World world = observer.look(fleet, readStore());
      return new Conclusion.Verified(Reports.untouched(world, Planner.plan(world)));
    }
  }

  /** Brings store and hosts to what the playbook says, and proves it. */
  public Conclusion up() throws RunFailure, InterruptedException {
    try (Workers workers = new Workers(request.forks());
        Fleet fleet = new Fleet(connector, workers, request.deadlines(), clock);
        StoreHold hold = StoreHold.of(store, request, clock)) {
      StoreReader held = readStore();
      World world = observer.look(fleet, held);
      Plan plan = Planner.plan(world);
      Report report =
          plan.pending()
              ? change(world, plan, held, new Means(workers, fleet, hold.writer()))
              : Reports.untouched(world, plan);
      return new Conclusion.Applied(report);
    }
  }

  /** What a run changes the world with. */
  private record Means(Workers workers, Fleet fleet, StoreWriter writer) {}

  private Report change(World before, Plan plan, StoreReader held, Means means)
      throws RunFailure, InterruptedException {
    means.writer().tighten(held.secrets());
    begun(Event.Stage.ISSUING, plan.local().stream().filter(Change::pending).count());
    List<Change> issued =
        Issuance.carryOut(plan, held, means.writer(), means.workers(), now, this::told);
    StoreReader full = issued.isEmpty() ? held : readStore();
    Applying applying = new Applying(means.fleet(), full, cluster.playbook().pki(), RunId.random());
    begun(Event.Stage.APPLYING, plan.hosts().stream().filter(HostPlan::pending).count());
    List<Applying.Result> results =
        means
            .workers()
            .each(
                plan.hosts(),
                host ->
                    applying.apply(host, Requests.probe(observer.desired(host.host())), events));
    World after = observer.lookAgain(before, full, results);
    Report report = Reports.applied(plan, results, after, Planner.plan(after), issued);
    means.writer().journal(Journals.entry(report, request.actor(), now, clock.instant()));
    return report;
  }

  private void begun(Event.Stage stage, long count) {
    if (count > 0) {
      events.accept(new Event.Begun(stage, Math.toIntExact(count)));
    }
  }

  private void told(Change change) {
    events.accept(
        change instanceof Change.Recover
            ? new Event.Recovered(change.subject())
            : new Event.Issued(change.subject()));
  }

  private StoreReader readStore() throws RunFailure {
    return StoreReader.read(store, cluster.playbook().pki());
  }
}
