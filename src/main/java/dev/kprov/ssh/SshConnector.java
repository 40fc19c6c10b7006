package dev.kprov.ssh;

import dev.kprov.inventory.Host;
import dev.kprov.state.ConnectionStep;
import dev.kprov.wire.Connector;
import dev.kprov.wire.Remote;
import dev.kprov.wire.RemoteFailure;
import dev.kprov.wire.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects to hosts over SSH: host keys strict, login by private key. */
public final class SshConnector implements Connector {

  private static final Logger LOG = LoggerFactory.getLogger(SshConnector.class);

  private final Logins logins;
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();

  /** How one host was connected to, or was not. */
  private record Account(Recording trail, Optional<RemoteFailure> failure) {}

  /**
   * @param here what there is on this side
   * @param limit how long connecting to one host and logging in may take
   */
  public SshConnector(Workstation here, Duration limit) {
    this.logins = new Logins(here, limit);
  }

  @Override
  public Remote connect(Host host, Waiting waiting) throws RemoteFailure, InterruptedException {
    Recording trail = new Recording(host.ssh());
    try {
      Logins.Made made =
          logins.login(
              host.ssh(),
              passage -> {
                tell(waiting, passage);
                trail.add(passage);
              });
      accounts.put(host.name(), new Account(trail, Optional.empty()));
      LOG.info("{}: agreed on {}", host.name(), made.agreement());
      return new SshRemote(made.session(), logins.workers(), made.agreement());
    } catch (RemoteFailure e) {
      accounts.put(host.name(), new Account(trail, Optional.of(e)));
      throw e;
    } finally {
      waiting.ends();
    }
  }

  private static void tell(Waiting waiting, Passage passage) {
    if (passage instanceof Passage.Attempted) {
      waiting.begins();
    } else if (passage instanceof Passage.Accepted) {
      waiting.ends();
    }
  }

  /** How a host was connected to that was, or was to be: every step as far as the login. */
  public List<ConnectionStep> steps(Host host) {
    return Optional.ofNullable(accounts.get(host.name()))
        .map(account -> account.trail().steps(account.failure()))
        .orElseThrow();
  }

  @Override
  public void close() {
    logins.close();
  }
}
