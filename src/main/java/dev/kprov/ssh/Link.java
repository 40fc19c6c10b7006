package dev.kprov.ssh;

import dev.kprov.wire.RemoteFailure;
import java.io.IOException;
import java.time.Duration;
import net.schmizz.sshj.SSHClient;

/**
 * What one SSH connection runs over. It may be cut from any thread at any moment, also while it is
 * being made, and everything that waits on it then ends.
 */
interface Link {

  /** Reaches the server. */
  void dial(Endpoint server, Duration limit) throws IOException, RemoteFailure;

  /** Whether the server has accepted the connection. */
  boolean connected();

  /** Lets sshj speak over it. */
  void carry(SSHClient client, Endpoint server) throws IOException;

  /** Ends it at once. */
  void cut();

  /** Says in a person's words how it was lost. */
  RemoteFailure lost(Throwable cause);
}
