package dev.kprov.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one pool of a run: {@code --forks} platform threads, for hosts and for keys. Virtual threads
 * would cost 0.3 s at exit when they wait for sockets.
 */
final class Workers implements AutoCloseable {

  private final ExecutorService pool;

  Workers(int forks) {
    AtomicInteger number = new AtomicInteger();
    this.pool =
        Executors.newFixedThreadPool(
            forks,
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

  /** Works on all inputs at once as far as there are threads; results stand in input order. */
  <T, R> List<R> each(List<T> inputs, Task<T, R> task) throws InterruptedException {
    List<Future<R>> futures = new ArrayList<>();
    for (T input : inputs) {
      futures.add(pool.submit(() -> task.on(input)));
    }
    List<R> results = new ArrayList<>();
    for (Future<R> future : futures) {
      results.add(result(future));
    }
    return results;
  }

  private static <R> R result(Future<R> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a worker met a bug", e.getCause());
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
