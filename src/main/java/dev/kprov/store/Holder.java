package dev.kprov.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The run that holds a store.
 *
 * @param pid its process id
 * @param user who started it
 * @param machine where it runs
 * @param since when it took the store
 * @param command what it does: {@code kprov up inventory/kubenet.yaml}
 */
public record Holder(long pid, String user, String machine, Instant since, String command) {

  /** One line for people. */
  @Override
  public String toString() {
    return "pid %d of %s@%s since %s (%s)"
        .formatted(pid, user, machine, since.truncatedTo(ChronoUnit.SECONDS), command);
  }
}
