package dev.kprov.ssh;

import dev.kprov.wire.RemoteFailure;
import java.security.SecureRandom;

/**
 * Tries again, twice, where a server hung up before it greeted. An sshd does that at random to new
 * connections while too many others log in (MaxStartups), so the pauses differ from host to host.
 */
final class Patience {

  private static final int ATTEMPTS = 3;
  private static final int SHORTEST_PAUSE_MILLIS = 150;

  private static final SecureRandom JITTER = new SecureRandom();

  /** One attempt, all of it. */
  interface Attempt<T> {
    T make() throws RemoteFailure, Setback, InterruptedException;
  }

  private Patience() {}

  static <T> T with(Attempt<T> attempt) throws RemoteFailure, Setback, InterruptedException {
    for (int made = 1; ; made++) {
      try {
        return attempt.make();
      } catch (Setback e) {
        if (!e.isDroppedEarly() || made == ATTEMPTS) {
          throw e;
        }
        Thread.sleep(made * JITTER.nextLong(SHORTEST_PAUSE_MILLIS, 4L * SHORTEST_PAUSE_MILLIS));
      }
    }
  }
}
