package dev.kprov.run;

import dev.kprov.base.RunFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The wish of the operator that a run end before its work is done. It is only a wish: whoever waits
 * or is about to begin something looks here, and no thread that writes a file is ever interrupted.
 */
public final class Cancellation {

  private final CompletableFuture<Cause> asked = new CompletableFuture<>();

  /** How the wish came. */
  public enum Cause {
    /** The terminal has gone. */
    HANG_UP,
    /** Ctrl-C. */
    INTERRUPT,
    /** Somebody wants the process to end, as {@code kill} and a machine that goes down do. */
    TERMINATION
  }

  /**
   * Asks the run to end.
   *
   * @return whether this is the first wish; all others change nothing
   */
  public boolean ask(Cause cause) {
    return asked.complete(cause);
  }

  public boolean isAsked() {
    return asked.isDone();
  }

  /** How the first wish came; empty where there was none. */
  public Optional<Cause> cause() {
    return Optional.ofNullable(asked.getNow(null));
  }

  /**
   * Waits until some work has ended, in whatever way, or the operator does not want to wait.
   *
   * @return whether the work has ended
   */
  public boolean await(CompletableFuture<?> work) throws InterruptedException {
    CompletableFuture<?> ended = work.handle((_, _) -> true);
    try {
      CompletableFuture.anyOf(ended, asked).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // neither of them ends so
    }
    return work.isDone();
  }

  /** What a run ends with that has nothing else to tell. */
  public static RunFailure failure() {
    return new RunFailure(RunFailure.Kind.INTERRUPTED, "interrupted before anything was changed");
  }

  /**
   * Ends the run here if the operator wants it to end; for places where nothing was changed yet.
   */
  void check() throws RunFailure {
    if (isAsked()) {
      throw failure();
    }
  }

  /** Lets time pass, unless the operator does not want to wait. */
  void pause(Duration time) throws InterruptedException {
    try {
      asked.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      // time has passed
    }
  }
}
