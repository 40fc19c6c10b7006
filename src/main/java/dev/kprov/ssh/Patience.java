package dev.kprov.ssh;

import dev.kprov.wire.RemoteFailure;
import java.io.IOException;
import java.security.SecureRandom;
import net.schmizz.sshj.connection.channel.OpenFailException;

/**
 * Tries again, twice, where a server is short of something that it will have in a moment. The
 * pauses differ from host to host.
 */
final class Patience {

  private static final int ATTEMPTS = 3;
  private static final int SHORTEST_PAUSE_MILLIS = 150;

  private static final SecureRandom JITTER = new SecureRandom();

  /** One attempt to log in, all of it. */
  interface Attempt<T> {
    T make() throws RemoteFailure, Setback, InterruptedException;
  }

  /** One attempt to begin a session on a connection that stands. */
  interface Opening<T> {
    T make() throws IOException;
  }

  private Patience() {}

  /**
   * For a server that hangs up before it greets. An sshd does that at random to new connections
   * while too many others log in (MaxStartups).
   */
  static <T> T with(Attempt<T> attempt) throws RemoteFailure, Setback, InterruptedException {
    for (int made = 1; ; made++) {
      try {
        return attempt.make();
      } catch (Setback e) {
        if (!(e.why() instanceof Setback.Why.DroppedEarly) || made == ATTEMPTS) {
          throw e;
        }
        pause(made);
      }
    }
  }

  /**
   * For a server that opens no session. An sshd that allows one at a time (MaxSessions) still
   * counts the last one when its end and the wish for the next arrive in one read: it clears away
   * between reads (channels.c and serverloop.c of OpenSSH).
   */
  static <T> T withSessions(Opening<T> opening) throws IOException, InterruptedException {
    for (int made = 1; ; made++) {
      try {
        return opening.make();
      } catch (OpenFailException e) {
        if (made == ATTEMPTS) {
          throw e;
        }
        pause(made);
      }
    }
  }

  private static void pause(int made) throws InterruptedException {
    Thread.sleep(made * JITTER.nextLong(SHORTEST_PAUSE_MILLIS, 4L * SHORTEST_PAUSE_MILLIS));
  }
}
