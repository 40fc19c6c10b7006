package dev.kprov.ssh;

import dev.kprov.wire.RemoteFailure;
import java.io.IOException;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.Connection;

/** An SSH connection that stands, and the two ways to end it. */
final class Session {

  private final SSHClient client;
  private final Link link;

  Session(SSHClient client, Link link) {
    this.client = client;
    this.link = link;
  }

  Connection connection() {
    return client.getConnection();
  }

  /** Whether it still stands. */
  boolean isAlive() {
    return client.isConnected();
  }

  /** Says in a person's words how it was lost. */
  RemoteFailure lost(Throwable cause) {
    return link.lost(cause);
  }

  /** Says goodbye. Only where nothing runs: a blocked writer would block the goodbye too. */
  void hangUp() {
    try {
      client.disconnect();
    } catch (IOException e) {
      link.cut(); // the goodbye was a courtesy
    }
  }

  /** Ends the connection at once, whatever waits on it; sshj's threads then end by themselves. */
  void cut() {
    link.cut();
  }
}
