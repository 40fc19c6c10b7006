package dev.kprov.ssh;

import dev.kprov.inventory.Host;
import dev.kprov.wire.Connector;
import dev.kprov.wire.Remote;
import dev.kprov.wire.RemoteFailure;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects to hosts over SSH: host keys strict, login by private key. */
public final class SshConnector implements Connector {

  private static final Logger LOG = LoggerFactory.getLogger(SshConnector.class);

  private final Logins logins;

  /**
   * @param here what there is on this side
   * @param limit how long connecting to one host and logging in may take
   */
  public SshConnector(Workstation here, Duration limit) {
    this.logins = new Logins(here, limit);
  }

  @Override
  public Remote connect(Host host) throws RemoteFailure, InterruptedException {
    Logins.Made made = logins.login(host.ssh());
    LOG.info("{}: agreed on {}", host.name(), made.agreement());
    return new SshRemote(made.session(), logins.workers(), made.agreement());
  }

  @Override
  public void close() {
    logins.close();
  }
}
