package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Event;
import dev.kprov.store.Holder;
import dev.kprov.store.Store;
import dev.kprov.store.StoreWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The hold of a run on its store. A store that exists is taken before it is read; one that does not
 * is made only when there is something to write, so that a run that is refused leaves no trace.
 */
final class StoreHold implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Store store;
  private final Request request;
  private final InstantSource clock;
  private final Cancellation cancellation;
  private final Consumer<Event> events;
  private Optional<StoreWriter> writer = Optional.empty();

  /**
   * @param events hears whom the run waits for
   */
  StoreHold(
      Store store,
      Request request,
      InstantSource clock,
      Cancellation cancellation,
      Consumer<Event> events) {
    this.store = store;
    this.request = request;
    this.clock = clock;
    this.cancellation = cancellation;
    this.events = events;
  }

  /** Takes the store if there is one. */
  StoreHold taken() throws RunFailure, InterruptedException {
    if (Files.exists(store.folder())) {
      take();
    }
    return this;
  }

  /** What writes the store; taken now where the store did not exist when the run began. */
  StoreWriter writer() throws RunFailure, InterruptedException {
    if (writer.isEmpty()) {
      take();
      if (!store.ledger().entries().isEmpty()) {
        throw new RunFailure(
            RunFailure.Kind.LOCKED,
            "another run has made the store " + store.folder() + " in the meantime",
            "run again");
      }
    }
    return writer.orElseThrow();
  }

  private void take() throws RunFailure, InterruptedException {
    Instant last = clock.instant().plus(request.lockTimeout());
    boolean told = false;
    while (writer.isEmpty()) {
      try {
        writer = Optional.of(store.lock(holder()));
      } catch (RunFailure e) {
        if (e.kind() != RunFailure.Kind.LOCKED || !clock.instant().isBefore(last)) {
          throw e;
        }
        if (!told) {
          events.accept(new Event.Waiting(e.problems().getFirst().message()));
          told = true;
        }
        cancellation.pause(PAUSE);
        cancellation.check();
      }
    }
  }

  private Holder holder() {
    Actor actor = request.actor();
    return new Holder(actor.pid(), actor.user(), actor.machine(), clock.instant(), actor.command());
  }

  @Override
  public void close() {
    writer.ifPresent(StoreWriter::close);
  }
}
