package dev.kprov.ssh;

import java.io.IOException;
import net.schmizz.sshj.connection.channel.Window;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the remote window of a channel outside of sshj.
 *
 * <p>sshj's output stream waits for it while it holds its own lock, and the thread that reads the
 * connection takes that lock when the channel closes: a remote side that ends before it has read
 * everything would stop the whole connection until a timeout. Here the writer waits without a lock,
 * and is woken when the channel goes away.
 */
final class Room {

  private volatile boolean gone;

  /**
   * Waits until the remote side takes more.
   *
   * @return how many bytes it takes now, at least one
   * @throws IOException where it takes no more
   */
  int await(Window.Remote window) throws IOException {
    long room = window.getSize();
    if (room <= 0 && !gone) {
      room = window.awaitExpansion(0);
    }
    if (gone) {
      throw new IOException("the remote side has ended");
    }
    return (int) Math.min(room, window.getMaxPacketSize());
  }

  boolean isGone() {
    return gone;
  }

  /** The window of a channel that is gone has no meaning left but to wake who waits for it. */
  void leave(Window.@Nullable Remote window) {
    gone = true;
    if (window != null) {
      window.expand(1);
    }
  }
}
