package dev.kprov.wire;

import dev.kprov.inventory.Host;

/** Opens connections to hosts. Implemented by the SSH room, and by fakes in tests. */
public interface Connector extends AutoCloseable {

  /**
   * Connects and logs in, within the connect deadline.
   *
   * @param waiting hears when a connection is asked for, and when there is one or will be none
   * @throws RemoteFailure where the host cannot be reached, is not the one it should be, or does
   *     not let the user in; the message needs no host name before it
   */
  Remote connect(Host host, Waiting waiting) throws RemoteFailure, InterruptedException;

  /** The same where nobody works on other hosts meanwhile. */
  default Remote connect(Host host) throws RemoteFailure, InterruptedException {
    return connect(host, Waiting.UNHEARD);
  }

  /** Closes what all connections share. */
  @Override
  void close();
}
