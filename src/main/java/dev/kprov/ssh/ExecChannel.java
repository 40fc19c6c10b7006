package dev.kprov.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;

/** A session channel whose standard input never waits inside sshj, as {@link Room} explains. */
final class ExecChannel extends SessionChannel implements Intake {

  private final Room room = new Room();

  ExecChannel(Connection connection) {
    super(connection, StandardCharsets.UTF_8);
  }

  @Override
  public int awaitRoom() throws IOException {
    return room.await(rwin);
  }

  @Override
  public OutputStream sink() {
    return getOutputStream();
  }

  /** Whether the command takes no input any more. */
  boolean hasEnded() {
    return room.isGone() || !isOpen();
  }

  @Override
  protected void closeAllStreams() {
    room.leave(rwin);
    super.closeAllStreams();
  }

  @Override
  public void notifyError(SSHException error) {
    room.leave(rwin);
    super.notifyError(error);
  }
}
