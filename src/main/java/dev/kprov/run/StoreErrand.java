package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.config.ClusterDefinition;
import dev.kprov.pki.Pki;
import dev.kprov.result.Event;
import dev.kprov.result.JournalHead;
import dev.kprov.store.Store;
import dev.kprov.store.StoreWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/** What a command has at hand that works on the store and looks at no host. */
public final class StoreErrand {

  private final ClusterDefinition cluster;
  private final Request request;
  private final InstantSource clock;
  private final Cancellation cancellation;
  private final Consumer<Event> events;
  private final Instant now;

  /**
   * @param clock its time at the beginning is the time of everything that is judged and issued
   * @param cancellation ends the wait for another run
   * @param events hears whom this one waits for
   */
  public StoreErrand(
      ClusterDefinition cluster,
      Request request,
      InstantSource clock,
      Cancellation cancellation,
      Consumer<Event> events) {
    this.cluster = cluster;
    this.request = request;
    this.clock = clock;
    this.cancellation = cancellation;
    this.events = events;
    this.now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  Pki pki() {
    return cluster.playbook().pki();
  }

  /** The name of the cluster. */
  String cluster() {
    return cluster.inventory().cluster().name();
  }

  /** The time of the whole errand. */
  Instant now() {
    return now;
  }

  Store store() throws RunFailure {
    return request.storeOf(cluster);
  }

  /** What opens the encrypted keys that it needs. */
  Unsealing unsealing() {
    return new Unsealing(request.passphrases());
  }

  /** Keeps other runs from the store, as soon as there is one. */
  StoreHold hold() throws RunFailure, InterruptedException {
    return new StoreHold(store(), request, clock, cancellation, events).taken();
  }

  /** Writes its line, once it has changed something. */
  JournalHead journal(List<String> changes, String outcome, StoreWriter writer) throws RunFailure {
    return writer.journal(Journals.local(changes, outcome, request.actor(), now, clock.instant()));
  }
}
