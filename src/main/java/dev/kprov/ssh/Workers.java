package dev.kprov.ssh;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Daemon threads on which connections block. Neither a socket nor sshj can be interrupted or bound
 * by a deadline as a whole; the one who waits for these threads can, and cuts the connection.
 */
final class Workers implements AutoCloseable {

  private static final Duration IDLE = Duration.ofSeconds(2);

  private final AtomicInteger count = new AtomicInteger();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE.toMillis(),
          TimeUnit.MILLISECONDS,
          new SynchronousQueue<>(),
          this::thread);

  /** Starts something that ends by itself once its connection is cut. */
  <T> Future<T> start(Callable<T> work) {
    return threads.submit(work);
  }

  /**
   * Waits for blocking work at most this long, and cuts what it hangs on where it does not end or
   * the caller is interrupted.
   */
  <T> T await(Callable<T> work, Duration limit, Runnable cut)
      throws ExecutionException, TimeoutException, InterruptedException {
    return await(work, new Lull(limit), cut);
  }

  /** The same with a limit that begins anew with every sign of life. */
  <T> T await(Callable<T> work, Lull lull, Runnable cut)
      throws ExecutionException, TimeoutException, InterruptedException {
    Future<T> result = start(work);
    while (true) {
      try {
        return result.get(lull.left(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (lull.left() <= 0) {
          cut.run();
          throw e;
        }
      } catch (InterruptedException e) {
        cut.run();
        throw e;
      }
    }
  }

  /** What the work ended by. */
  static Throwable causeOf(ExecutionException e) {
    return Objects.requireNonNullElse(e.getCause(), e);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private Thread thread(Runnable work) {
    return Thread.ofPlatform()
        .daemon()
        .name("kprov-ssh-" + count.incrementAndGet())
        .unstarted(work);
  }
}
