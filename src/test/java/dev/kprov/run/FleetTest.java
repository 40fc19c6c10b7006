package dev.kprov.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.inventory.Selector;
import dev.kprov.inventory.SshSettings;
import dev.kprov.plan.Wishes;
import dev.kprov.wire.Connector;
import dev.kprov.wire.Remote;
import dev.kprov.wire.RemoteFailure;
import dev.kprov.wire.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** When hosts are connected to, and how often. */
class FleetTest {

  private static final Host HOST =
      new Host(
          "h",
          "h",
          List.of(new Role("worker")),
          "192.0.2.1",
          Optional.empty(),
          new SshSettings(
              "192.0.2.1",
              22,
              "op",
              Optional.empty(),
              Path.of("known_hosts"),
              Optional.empty(),
              Become.NONE));

  private final DeadHosts hosts = new DeadHosts();
  private final Cancellation none = new Cancellation();
  @AutoClose private final Workers workers = new Workers(2, none);

  @AutoClose
  private final Fleet fleet = new Fleet(hosts, workers, request(), InstantSource.system());

  @Test
  void aHostIsDialledBeforeAnybodyAsksAndNotAgainThen() throws Exception {
    fleet.dial(List.of(HOST));
    hosts.called.await();

    assertThatThrownBy(() -> fleet.connect(HOST))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage("no route to h");
    assertThat(hosts.calls).containsExactly("h");
  }

  @Test
  void whoAsksAgainIsConnectedAgain() {
    fleet.dial(List.of(HOST));

    assertThatThrownBy(() -> fleet.connect(HOST)).isInstanceOf(RemoteFailure.class);
    assertThatThrownBy(() -> fleet.connect(HOST)).isInstanceOf(RemoteFailure.class);
    assertThat(hosts.calls).containsExactly("h", "h");
  }

  /** Hosts that are called in vain. */
  private static final class DeadHosts implements Connector {
    private final Queue<String> calls = new ConcurrentLinkedQueue<>();
    private final CountDownLatch called = new CountDownLatch(1);

    @Override
    public Remote connect(Host host, Waiting waiting) throws RemoteFailure {
      calls.add(host.name());
      called.countDown();
      throw new RemoteFailure("no route to " + host.name());
    }

    @Override
    public void close() {}
  }

  private static Request request() {
    return new Request(
        Selector.ALL,
        Optional.empty(),
        2,
        false,
        ReissueOrder.NONE,
        Optional.empty(),
        Wishes.Prune.NOTHING,
        Duration.ZERO,
        new Actor(1, "operator", "here", "kprov up"),
        Deadlines.USUAL,
        List.of(Path.of("/nonexistent/config")),
        (_, _) -> Optional.empty(),
        (_, _, _, _) -> Optional.empty());
  }
}
