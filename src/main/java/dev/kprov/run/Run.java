package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.config.ClusterDefinition;
import dev.kprov.inventory.Selector;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Planner;
import dev.kprov.plan.Survey;
import dev.kprov.plan.World;
import dev.kprov.plan.Written;
import dev.kprov.result.Adoption;
import dev.kprov.result.CertificateList;
import dev.kprov.result.Conclusion;
import dev.kprov.result.Event;
import dev.kprov.result.JournalEntry;
import dev.kprov.result.Mishap;
import dev.kprov.result.PlanBasis;
import dev.kprov.result.PlanOptions;
import dev.kprov.result.PlanSheet;
import dev.kprov.result.Report;
import dev.kprov.result.SavedPlan;
import dev.kprov.state.Observation;
import dev.kprov.store.Store;
import dev.kprov.store.StoreWriter;
import dev.kprov.text.Json;
import dev.kprov.view.PlanDocument;
import dev.kprov.wire.Connector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Cancellation cancellation;
  private final Instant begun;
  private final Instant now;
  private final Observer observer;
  private final Store store;

  /**
   * @param events told on the way, from any thread
   * @param clock its time at the beginning is the time of the whole run: everything is judged and
   *     issued as of then
   * @param cancellation the operator's wish that the run end, which may come at any time
   * @throws RunFailure where the limit matches no host
   */
  public Run(
      ClusterDefinition cluster,
      Request request,
      Connector connector,
      Consumer<Event> events,
      InstantSource clock,
      Cancellation cancellation)
      throws RunFailure {
    this(cluster, request, connector, events, clock, cancellation, clock.instant());
  }

  /**
   * A run as of another time: that of the plan which it applies.
   *
   * @throws RunFailure where the limit matches no host
   */
  public Run(
      ClusterDefinition cluster,
      Request request,
      Connector connector,
      Consumer<Event> events,
      InstantSource clock,
      Cancellation cancellation,
      Instant now)
      throws RunFailure {
    this.cluster = cluster;
    this.request = request;
    this.connector = connector;
    this.events = events;
    this.clock = clock;
    this.cancellation = cancellation;
    this.begun = clock.instant();
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
    this.store = request.storeOf(cluster);
    this.observer = new Observer(cluster, request, events, this.now);
  }

  /** Makes the plan and leaves everything as it is. */
  public Conclusion plan() throws RunFailure, InterruptedException {
    try (Workers workers = new Workers(request.forks(), cancellation);
        Fleet fleet = new Fleet(connector, workers, request, clock)) {
      World world = look(fleet).world();
      return new Conclusion.Planned(Decided.logged(Planner.plan(world)), world);
    }
  }

  /** Looks at everything, judges it, and leaves it as it is. */
  public Conclusion verify() throws RunFailure, InterruptedException {
    try (Workers workers = new Workers(request.forks(), cancellation);
        Fleet fleet = new Fleet(connector, workers, request, clock)) {
      World world = look(fleet).world();
      Plan plan = Decided.logged(Planner.plan(world));
      return new Conclusion.Verified(Reports.untouched(world, plan), world);
    }
  }

  /**
   * Lists every certificate of the cluster, and leaves it as it is.
   *
   * @param offline whether no host is looked at
   * @param within how soon an end is too soon
   */
  public CertificateList certificates(boolean offline, Optional<Duration> within)
      throws RunFailure, InterruptedException {
    try (Workers workers = new Workers(request.forks(), cancellation);
        Fleet fleet = new Fleet(connector, workers, request, clock)) {
      StoreReader held = readStore();
      World world =
          offline ? observer.withoutLooking(held) : observer.look(fleet, held, Written.NOTHING);
      Map<String, Observation> hosts = new LinkedHashMap<>();
      if (!offline) {
        world.targetHosts().forEach(host -> hosts.put(host.name(), world.observation(host)));
      }
      return new CertificateList(
          cluster.inventory().cluster().name(), Survey.of(world), hosts, within, now);
    }
  }

  /** Whether the operator agrees to a plan that has something to carry out. */
  public interface Consent {
    boolean agrees(Plan plan) throws RunFailure;
  }

  /** Brings store and hosts to what the playbook says, and proves it. */
  public Conclusion up() throws RunFailure, InterruptedException {
    return up(_ -> true);
  }

  /** The same, if somebody agrees; else it stays a plan. */
  public Conclusion up(Consent consent) throws RunFailure, InterruptedException {
    try (Workers workers = new Workers(request.forks(), cancellation);
        Fleet fleet = new Fleet(connector, workers, request, clock);
        FreshKeys fresh = new FreshKeys();
        StoreHold hold = new StoreHold(store, request, clock, cancellation, events).taken()) {
      Sight sight = look(fleet, fresh);
      World world = sight.world();
      Plan plan = Decided.logged(Planner.plan(world));
      if (!plan.pending()) {
        return new Conclusion.Applied(Reports.untouched(world, plan), world);
      }
      if (!consent.agrees(plan)) {
        return new Conclusion.Planned(plan, world);
      }
      Conclusion.Applied done =
          work(plan, world, means(workers, fleet, fresh, sight.held(), hold.writer()));
      return journalled(done, fleet, hold.writer());
    }
  }

  /**
   * Fills the store with what the hosts of a running cluster hold, and makes the plan that is left.
   * No host is changed.
   *
   * @param privateKeys whether secret files are read too
   */
  public Conclusion adopt(boolean privateKeys) throws RunFailure, InterruptedException {
    try (Workers workers = new Workers(request.forks(), cancellation);
        Fleet fleet = new Fleet(connector, workers, request, clock);
        StoreHold hold = new StoreHold(store, request, clock, cancellation, events).taken()) {
      Adopting adopting =
          new Adopting(observer, fleet, hold, store, cluster.playbook().pki(), privateKeys);
      Adopting.Result result = adopting.carryOut();
      Adoption adoption = result.adoption();
      if (adoption.changed()) {
        adoption =
            adoption.with(
                hold.writer()
                    .journal(Journals.adopted(adoption, request.actor(), begun, clock.instant())));
      }
      return new Conclusion.Adopted(adoption, result.plan());
    }
  }

  /**
   * Makes a plan that can be applied later, and leaves everything as it is.
   *
   * @param options what it was asked for with
   * @param valid how long it may be applied
   * @param version of this kprov
   */
  public SavedPlan planToSave(PlanOptions options, Duration valid, String version)
      throws RunFailure, InterruptedException {
    try (Workers workers = new Workers(request.forks(), cancellation);
        Fleet fleet = new Fleet(connector, workers, request, clock)) {
      PlanBasis basis = basis(options, now.plus(valid));
      World world = look(fleet).world();
      return new SavedPlan(version, options, basis, Decided.logged(Planner.plan(world)), world);
    }
  }

  /**
   * Does what {@link #up} does where that is what the saved plan says. This run must have the time
   * of that plan.
   *
   * @throws RunFailure of kind {@code REFUSED} where the plan as a whole is worth nothing any more
   */
  public Conclusion apply(PlanSheet plan, String version) throws RunFailure, InterruptedException {
    try (Workers workers = new Workers(request.forks(), cancellation);
        Fleet fleet = new Fleet(connector, workers, request, clock);
        FreshKeys fresh = new FreshKeys();
        StoreHold hold = new StoreHold(store, request, clock, cancellation, events).taken()) {
      PlanBasis basis = basis(plan.options(), plan.basis().expires());
      plan.basis().requireSame(basis, clock.instant(), store.journal().applied(plan.id()));
      Sight sight = look(fleet, fresh);
      Replan again =
          Replan.of(
              plan,
              sight.world(),
              (made, seen) -> sheet(new SavedPlan(version, plan.options(), basis, made, seen)));
      Decided.logged(again.plan());
      if (!again.plan().pending()) {
        return again.complete(
            new Conclusion.Applied(Reports.untouched(again.world(), again.plan()), again.world()));
      }
      Conclusion.Applied done =
          work(
              again.plan(),
              again.world(),
              means(workers, fleet, fresh, sight.held(), hold.writer()));
      return journalled(again.complete(done), fleet, hold.writer());
    }
  }

  /** What is there: on the hosts, and in the store. */
  private record Sight(World world, StoreReader held) {}

  /** Looks at hosts and store. */
  private Sight look(Fleet fleet) throws RunFailure, InterruptedException {
    return look(fleet, readStore());
  }

  /**
   * The same for a run that may make keys, some of which are begun meanwhile: those of the whole
   * cluster, which a run for some hosts need not want.
   */
  private Sight look(Fleet fleet, FreshKeys fresh) throws RunFailure, InterruptedException {
    StoreReader held = readStore();
    if (request.limit().equals(Selector.ALL) && request.leave().isEmpty()) {
      fresh.begin(cluster.playbook().pki(), held);
    }
    return look(fleet, held);
  }

  private Sight look(Fleet fleet, StoreReader held) throws RunFailure, InterruptedException {
    return new Sight(observer.look(fleet, held, held.written()), held);
  }

  private Work.Means means(
      Workers workers, Fleet fleet, FreshKeys fresh, StoreReader held, StoreWriter writer) {
    return new Work.Means(
        workers,
        fleet,
        fresh,
        held,
        new Unsealing(request.passphrases()),
        writer,
        request.kubeconfigs(),
        cancellation);
  }

  /** Carries a plan out, unless nobody wants that any more. */
  private Conclusion.Applied work(Plan plan, World world, Work.Means means)
      throws RunFailure, InterruptedException {
    cancellation.check();
    return new Work(plan, world, observer, means, events).carryOut(now);
  }

  private static PlanSheet sheet(SavedPlan plan) throws RunFailure {
    return PlanDocument.read(PlanDocument.write(plan), "plan");
  }

  private PlanBasis basis(PlanOptions options, Instant expires) throws RunFailure {
    List<StorePath> files =
        cluster.playbook().pki().items().stream()
            .flatMap(item -> item.files().keySet().stream())
            .toList();
    Sha256 set = Sha256.of(Json.line(options.set()).getBytes(StandardCharsets.UTF_8));
    return new PlanBasis(
        now,
        expires,
        store.journal().generation(),
        Map.of(
            "inventory", cluster.inventoryDigest(),
            "playbook", cluster.playbookDigest(),
            "set", set,
            "store", store.digest(files)));
  }

  /** A run that changed something or tried to has a line in the journal, if the disk allows it. */
  private Conclusion.Applied journalled(Conclusion.Applied done, Fleet fleet, StoreWriter writer) {
    Report report = done.report();
    if (report.changedNothing() && report.interrupted()) {
      return done;
    }
    try {
      JournalEntry entry =
          Journals.entry(
              report, fleet.agreements(), done.saved(), request.actor(), begun, clock.instant());
      return done.with(report.with(writer.journal(entry)));
    } catch (RunFailure e) {
      return done.with(report.with(Mishap.of(e)));
    }
  }

  private StoreReader readStore() throws RunFailure {
    return StoreReader.read(store, cluster.playbook().pki());
  }
}
