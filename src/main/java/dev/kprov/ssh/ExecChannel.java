package dev.kprov.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;

/**
 * A session channel whose standard input never waits inside sshj.
 *
 * <p>sshj's output stream waits for the remote window while it holds its own lock, and the thread
 * that reads the connection takes that lock when the channel closes: a command that ends before it
 * has read its input would stop everything until a timeout. Here the writer waits outside, and is
 * woken when the channel goes away.
 */
final class ExecChannel extends SessionChannel {

  private volatile boolean gone;

  ExecChannel(Connection connection) {
    super(connection, StandardCharsets.UTF_8);
  }

  /**
   * Waits until the remote side takes more input.
   *
   * @return how many bytes it takes now, at least one
   * @throws IOException where the command takes no input any more
   */
  int awaitRoom() throws IOException {
    long room = rwin.getSize();
    if (room <= 0 && !gone) {
      room = rwin.awaitExpansion(0);
    }
    if (gone) {
      throw new IOException("the command has ended");
    }
    return (int) Math.min(room, rwin.getMaxPacketSize());
  }

  /** Whether the command takes no input any more. */
  boolean hasEnded() {
    return gone || !isOpen();
  }

  @Override
  protected void closeAllStreams() {
    wakeWriter();
    super.closeAllStreams();
  }

  @Override
  public void notifyError(SSHException error) {
    wakeWriter();
    super.notifyError(error);
  }

  /** The window of a channel that is gone has no meaning left but to wake who waits for it. */
  private void wakeWriter() {
    gone = true;
    if (rwin != null) {
      rwin.expand(1);
    }
  }
}
