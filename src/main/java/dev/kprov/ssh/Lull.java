package dev.kprov.ssh;

import java.time.Duration;

/** How long nothing has moved, against how long that may be. */
final class Lull {

  private final Duration limit;
  private volatile long since = System.nanoTime();
  private volatile boolean moved;

  Lull(Duration limit) {
    this.limit = limit;
  }

  /** Something has moved. */
  void end() {
    since = System.nanoTime();
    moved = true;
  }

  /** The nanoseconds that are left. */
  long left() {
    return limit.toNanos() - (System.nanoTime() - since);
  }

  /** What became of a command, when none are left. */
  String told() {
    String within = Failures.seconds(limit);
    return moved
        ? "the remote command neither ended nor took more input for " + within
        : "the remote command did not end within " + within;
  }
}
