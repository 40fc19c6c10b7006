package dev.kprov.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.SomeHost;
import dev.kprov.wire.Connector;
import dev.kprov.wire.Remote;
import dev.kprov.wire.RemoteFailure;
import dev.kprov.wire.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When hosts are connected to, and how often. */
@Timeout(30)
class EarlyConnectorTest {

  private static final Host LIVE = host("live");
  private static final Host GONE = host("gone");

  private final Network network = new Network();

  private final AtomicInteger asked = new AtomicInteger();

  @AutoClose
  private final EarlyConnector early = new EarlyConnector(() -> network, asked::incrementAndGet);

  private final Heard heard = new Heard();

  @Test
  void aHostIsConnectedToBeforeAnybodyAsksAndNotAgainThen() throws Exception {
    early.begin(List.of(LIVE));
    network.called.take();
    assertThat(asked).hasValue(0);

    assertThat(early.connect(LIVE, heard).isAlive()).isTrue();
    assertThat(network.calls).containsExactly("live");
    assertThat(asked).hasValue(1);
  }

  @Test
  void whoAsksAgainIsConnectedAgain() throws Exception {
    early.begin(List.of(LIVE));

    early.connect(LIVE, heard).close();
    early.connect(LIVE, heard).close();

    assertThat(network.calls).containsExactly("live", "live");
  }

  @Test
  void whatWentWrongIsToldToWhoAsks() {
    early.begin(List.of(GONE));

    assertThatThrownBy(() -> early.connect(GONE, heard))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage("no route to gone");
  }

  @Test
  void whoAsksWhileAHostIsWaitedForHearsIt() throws Exception {
    Host hanging = host("hanging");
    early.begin(List.of(hanging));
    network.called.take();
    Thread asking = Thread.ofPlatform().daemon().start(() -> ask(hanging));

    assertThat(heard.told.take()).isEqualTo("begins");
    network.answer.countDown();
    assertThat(heard.told.take()).isEqualTo("ends");
    asking.join();
  }

  private void ask(Host host) {
    try {
      early.connect(host, heard).close();
    } catch (RemoteFailure | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void deadHostsThatWereCalledEarlyLendTheirPlacesToTheOthers() throws Exception {
    List<Host> dead = List.of(host("hanging1"), host("hanging2"));
    early.begin(dead);
    List<Host> all =
        Stream.concat(dead.stream(), Stream.of(host("live1"), host("live2"), host("live3")))
            .toList();
    CountDownLatch reached = new CountDownLatch(3);
    try (Workers workers = new Workers(2, new Cancellation())) {
      List<Boolean> alive =
          workers.each(
              all,
              host -> {
                Remote remote = connected(host, workers.lending());
                if (host.name().startsWith("live")) {
                  reached.countDown();
                } else {
                  // They would stand here with their places, had they not lent them.
                  assertThat(reached.getCount()).isZero();
                }
                if (reached.getCount() == 0) {
                  network.answer.countDown();
                }
                return remote.isAlive();
              });
      assertThat(alive).hasSize(5).doesNotContain(false);
    }
  }

  private Remote connected(Host host, Waiting waiting) throws InterruptedException {
    try {
      return early.connect(host, waiting);
    } catch (RemoteFailure e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatNobodyAsksForIsClosedAlsoWhereItIsMadeTooLate() throws Exception {
    Host stubborn = host("stubborn");
    early.begin(List.of(LIVE, stubborn));
    network.called.take();
    network.called.take();

    early.close();
    network.answer.countDown();

    assertThat(network.closed.take()).isIn("live", "stubborn");
    assertThat(network.closed.take()).isIn("live", "stubborn");
  }

  @Test
  void whoIsInterruptedInterruptsTheCall() throws Exception {
    Host hanging = host("hanging");
    early.begin(List.of(hanging));
    network.called.take();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> early.connect(hanging, heard))
        .isInstanceOf(InterruptedException.class);
    assertThat(network.interrupted.take()).isEqualTo("hanging");
  }

  @Test
  void whatWentWrongWithTheConnectorIsNoLongerOfInterestWhenItIsClosed() {
    EarlyConnector broken =
        new EarlyConnector(
            () -> {
              throw new IllegalStateException("no cryptography");
            },
            () -> {});
    broken.begin(List.of(LIVE));

    assertThatThrownBy(() -> broken.connect(LIVE, heard)).hasMessage("no cryptography");
    assertThatCode(broken::close).doesNotThrowAnyException();
  }

  @Test
  void noMoreAreCalledThanAreWorkedOnSoon() {
    Path kubeconfig = Path.of("/nonexistent/config");
    List<Host> all = List.of(host("a"), host("b"), host("c"));

    assertThat(RequestModel.up(2, kubeconfig).soon(all))
        .extracting(Host::name)
        .containsExactly("a", "b");
    assertThat(RequestModel.up(2, kubeconfig, Duration.ofSeconds(1)).soon(all)).isEmpty();
    assertThat(RequestModel.up(1, kubeconfig).soon(all)).isEmpty();
  }

  private static Host host(String name) {
    return SomeHost.called(name, "worker");
  }

  /** Hears what it is told, in order. */
  private static final class Heard implements Waiting {

    private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Override
    public void begins() {
      told.add("begins");
    }

    @Override
    public void ends() {
      told.add("ends");
    }
  }

  /** Hosts that answer as they are called; those that hang do so until all may answer. */
  private static final class Network implements Connector {

    private final Queue<String> calls = new ConcurrentLinkedQueue<>();
    private final LinkedBlockingQueue<String> called = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> closed = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> interrupted = new LinkedBlockingQueue<>();
    private final CountDownLatch answer = new CountDownLatch(1);

    @Override
    public Remote connect(Host host, Waiting waiting) throws RemoteFailure, InterruptedException {
      calls.add(host.name());
      waiting.begins();
      called.add(host.name());
      if (host.name().equals("gone")) {
        throw new RemoteFailure("no route to gone");
      }
      if (host.name().startsWith("hanging")) {
        hang(host.name());
      }
      if (host.name().equals("stubborn")) {
        hangOn();
      }
      waiting.ends();
      return new Line(host.name());
    }

    private void hang(String host) throws InterruptedException {
      try {
        answer.await();
      } catch (InterruptedException e) {
        interrupted.add(host);
        throw e;
      }
    }

    private void hangOn() {
      boolean answered = false;
      while (!answered) {
        try {
          answer.await();
          answered = true;
        } catch (InterruptedException _) {
          // it does not hear
        }
      }
    }

    @Override
    public void close() {}

    private final class Line implements Remote {

      private final String host;

      Line(String host) {
        this.host = host;
      }

      @Override
      public Reply run(String command, Input input, Duration limit, int maxOutput) {
        throw new UnsupportedOperationException();
      }

      @Override
      public boolean isAlive() {
        return true;
      }

      @Override
      public void close() {
        closed.add(host);
      }
    }
  }
}
