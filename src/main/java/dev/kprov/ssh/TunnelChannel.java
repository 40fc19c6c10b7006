package dev.kprov.ssh;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.ChannelInputStream;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.transport.TransportException;

/**
 * A TCP connection that a jump host makes (RFC 4254, section 7.2). Many share the connection to
 * that host, so none may stop or break it: it is written to as {@link Room} says, and one that is
 * given up swallows what still comes, over which sshj would end the connection of all.
 */
final class TunnelChannel extends DirectConnection implements Intake {

  private final Room room = new Room();
  private final Workers workers;
  private final Object receiving = new Object();
  private boolean dropped;
  private volatile boolean jumpLost;

  TunnelChannel(Connection jump, Endpoint server, Workers workers) {
    super(jump, server.host(), server.port());
    this.workers = workers;
  }

  /**
   * Asks for the connection.
   *
   * @return whether there is one within the limit
   */
  boolean open(Duration limit) throws IOException {
    trans.write(buildOpenReq());
    long end = System.nanoTime() + limit.toNanos();
    boolean open;
    do {
      // sshj waits once and not until (Promise in 0.40.0): it may wake early.
      open = openEvent.tryAwait(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } while (!open && System.nanoTime() < end);
    return open;
  }

  @Override
  public int awaitRoom() throws IOException {
    return room.await(rwin);
  }

  @Override
  public OutputStream sink() {
    return new Sink(super.getOutputStream());
  }

  /** Whether it ended because the connection to the jump host did, which that may not know yet. */
  boolean isJumpLost() {
    return jumpLost;
  }

  @Override
  public OutputStream getOutputStream() {
    return new Stdin(this);
  }

  @Override
  public InputStream getInputStream() {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public void close() {
        drop();
      }
    };
  }

  /**
   * Gives the connection up; the jump host is told, and not waited for. One that is not open yet
   * cannot be given up before it is.
   */
  void drop() {
    room.leave(rwin);
    synchronized (receiving) {
      if (dropped) {
        return;
      }
      dropped = true;
      ((ChannelInputStream) super.getInputStream()).eof();
    }
    closeIfOpen();
  }

  @Override
  protected void gotUnknown(Message message, SSHPacket packet)
      throws ConnectionException, TransportException {
    super.gotUnknown(message, packet);
    synchronized (receiving) {
      if (!dropped) {
        return;
      }
    }
    closeIfOpen();
  }

  private void closeIfOpen() {
    if (isOpen()) {
      var _ =
          workers.start(() -> {
            sendClose();
            return true;
          });
    }
  }

  @Override
  protected void receiveInto(ChannelInputStream stream, SSHPacket packet) throws SSHException {
    synchronized (receiving) {
      if (!dropped) {
        super.receiveInto(stream, packet);
      }
    }
  }

  @Override
  protected void closeAllStreams() {
    room.leave(rwin);
    super.closeAllStreams();
  }

  @Override
  public void notifyError(SSHException error) {
    jumpLost = true;
    room.leave(rwin);
    super.notifyError(error);
  }

  /** Notices where the connection to the jump host takes nothing more: its reader may be late. */
  private final class Sink extends FilterOutputStream {

    Sink(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      noticing(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
      noticing(out::flush);
    }

    @Override
    public void close() throws IOException {
      noticing(out::close);
    }

    private void noticing(Sending sending) throws IOException {
      try {
        sending.run();
      } catch (IOException e) {
        if (isOpen()) {
          jumpLost = true;
        }
        throw e;
      }
    }
  }

  private interface Sending {
    void run() throws IOException;
  }
}
