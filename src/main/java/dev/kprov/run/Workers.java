package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.wire.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The pool of a run for hosts: {@code --forks} platform threads, and those whose places were lent
 * while one of them only waits. Virtual threads would cost 0.3 s at exit when they wait for
 * sockets.
 *
 * <p>Once the operator has asked the run to end, nothing new is begun. The threads die with the
 * process, so that none of them can delay its end.
 */
final class Workers implements AutoCloseable {

  /** How long to wait for what was interrupted: a connection that is cut ends at once. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(1);

  /** A host that accepts no connection for so long may be dead. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** How many times its own places a pool may lend, so that many dead hosts take little memory. */
  private static final int MOST_LENT = 4;

  private final ThreadPoolExecutor pool;
  private final int most;
  private final Cancellation cancellation;

  Workers(int forks, Cancellation cancellation) {
    AtomicInteger number = new AtomicInteger();
    this.cancellation = cancellation;
    // Who asks for one host at a time means that.
    this.most = forks + MOST_LENT * (forks - 1);
    this.pool =
        new ThreadPoolExecutor(
            forks,
            forks,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "kprov-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** A piece of work that a worker may be interrupted in. */
  interface Task<T, R> {
    R on(T input) throws InterruptedException;
  }

  /** What became of a piece of work. */
  sealed interface Fate<R> {

    /** It ended by itself. */
    record Done<R>(R result) implements Fate<R> {}

    /** It was not begun, since the operator wanted the run to end. */
    record NotBegun<R>() implements Fate<R> {}

    /** It was begun and did not end in time, since the operator wanted the run to end. */
    record CutOff<R>() implements Fate<R> {}

    /** It met a bug. */
    record Broken<R>(Throwable bug) implements Fate<R> {}
  }

  /**
   * Works on all inputs at once as far as there are threads; results stand in input order.
   *
   * @throws RunFailure where the operator wants the run to end: what is under way is cut off, so it
   *     must be nothing that changes anything
   */
  <T, R> List<R> each(List<T> inputs, Task<T, R> task) throws RunFailure, InterruptedException {
    Batch<T, R> batch = batch(task);
    inputs.forEach(batch::begin);
    List<R> results = new ArrayList<>();
    for (Fate<R> fate : batch.end(Duration.ZERO, () -> {})) {
      results.add(result(fate));
    }
    return results;
  }

  /** Something to be done to inputs that come one after the other. */
  <T, R> Batch<T, R> batch(Task<T, R> task) {
    return new Batch<>(task);
  }

  /** Works on inputs as soon as they come, on all at once as far as there are threads. */
  final class Batch<T, R> {

    private final Task<T, R> task;
    private final List<CompletableFuture<Fate<R>>> fates = new ArrayList<>();

    private Batch(Task<T, R> task) {
      this.task = task;
    }

    void begin(T input) {
      fates.add(CompletableFuture.supplyAsync(() -> fate(input, task), pool));
    }

    /**
     * Waits for all that was begun, whose fates stand in that order.
     *
     * @param grace how long what is under way may still take when the operator wants the run to
     *     end; it is interrupted afterwards
     * @param waiting called when that time begins
     */
    List<Fate<R>> end(Duration grace, Runnable waiting) throws InterruptedException {
      CompletableFuture<Void> all =
          CompletableFuture.allOf(fates.toArray(CompletableFuture[]::new));
      if (!cancellation.await(all)) {
        waiting.run();
        Workers.wait(all, grace);
        // Those that still stand in the queue are worked off here: they see that they must not
        // begin.
        pool.shutdownNow().forEach(Runnable::run);
        Workers.wait(all, LAST_WAIT);
      }
      return fates.stream().map(fate -> fate.getNow(new Fate.CutOff<>())).toList();
    }
  }

  /**
   * Lends the place of who waits for a host to somebody else, so that dead hosts do not hold up the
   * others; for one host at a time.
   */
  Waiting lending() {
    return new Lending();
  }

  private final class Lending implements Waiting {

    private boolean waits;
    private boolean lent;

    @Override
    public synchronized void begins() {
      waits = true;
      CompletableFuture.delayedExecutor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
          .execute(this::lend);
    }

    private synchronized void lend() {
      lent = lent || (waits && addPlace());
    }

    @Override
    public synchronized void ends() {
      waits = false;
      if (lent) {
        lent = false;
        removePlace();
      }
    }
  }

  private boolean addPlace() {
    synchronized (pool) {
      int places = pool.getCorePoolSize() + 1;
      if (places <= most) {
        pool.setMaximumPoolSize(places);
        pool.setCorePoolSize(places);
      }
      return places <= most;
    }
  }

  private void removePlace() {
    synchronized (pool) {
      int places = pool.getCorePoolSize() - 1;
      pool.setCorePoolSize(places);
      pool.setMaximumPoolSize(places); // makes who has no place end, after what it works on
    }
  }

  private <T, R> Fate<R> fate(T input, Task<T, R> task) {
    if (cancellation.isAsked()) {
      return new Fate.NotBegun<>();
    }
    try {
      return new Fate.Done<>(task.on(input));
    } catch (InterruptedException _) {
      return new Fate.CutOff<>();
    } catch (RuntimeException | Error e) {
      return new Fate.Broken<>(e); // one host's bug must not hide what was done on the others
    }
  }

  private static void wait(CompletableFuture<?> work, Duration limit) throws InterruptedException {
    try {
      work.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException _) {
      // what has not ended by now is seen in its fate
    }
  }

  private static <R> R result(Fate<R> fate) throws RunFailure {
    return switch (fate) {
      case Fate.Done<R>(R result) -> result;
      case Fate.Broken<R>(Throwable bug) ->
          throw new IllegalStateException("a worker met a bug", bug);
      case Fate.NotBegun<R> _, Fate.CutOff<R> _ -> throw Cancellation.failure();
    };
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
