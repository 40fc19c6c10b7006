package dev.kprov.ssh;

import java.io.IOException;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.Connection;

/** An SSH connection that stands, and the two ways to end it. */
final class Session {

  private final SSHClient client;
  private final Line line;

  Session(SSHClient client, Line line) {
    this.client = client;
    this.line = line;
  }

  Connection connection() {
    return client.getConnection();
  }

  /** Says goodbye. Only where nothing runs: a blocked writer would block the goodbye too. */
  void hangUp() {
    try {
      client.disconnect();
    } catch (IOException e) {
      line.cut(); // the goodbye was a courtesy
    }
  }

  /** Ends the connection at once, whatever waits on it; sshj's threads then end by themselves. */
  void cut() {
    line.cut();
  }
}
