package dev.kprov.run;

import java.time.Duration;

/**
 * How long to wait for a host. Whoever needs longer is not well.
 *
 * @param connect for one connection, login included
 * @param probe for one look at a host
 * @param apply for all changes of a host, which also wait for its disk
 */
public record Deadlines(Duration connect, Duration probe, Duration apply) {

  /** Those of every run but a test's. */
  public static final Deadlines USUAL =
      new Deadlines(Duration.ofSeconds(15), Duration.ofMinutes(1), Duration.ofMinutes(3));
}
