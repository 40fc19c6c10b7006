package dev.kprov.run;

import dev.kprov.inventory.Host;
import dev.kprov.wire.Connector;
import dev.kprov.wire.Remote;
import dev.kprov.wire.RemoteFailure;
import dev.kprov.wire.Waiting;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connects as another does, to some hosts before anybody asks for them: while the playbook and the
 * store are read, the servers can do their part of the handshake. What went wrong is told to who
 * asks for the host, and what nobody asks for is closed in the end.
 */
public final class EarlyConnector implements Connector {

  private final CompletableFuture<Connector> inner;
  private final Runnable asked;
  private final Map<String, Call> calls = new ConcurrentHashMap<>();

  /**
   * @param maker makes the connector that connects, which is dear itself, on another thread
   * @param asked run whenever somebody asks for a host
   */
  public EarlyConnector(Supplier<Connector> maker, Runnable asked) {
    this.asked = asked;
    this.inner =
        CompletableFuture.supplyAsync(
            () -> new LoggedConnector(maker.get()),
            making -> Thread.ofPlatform().daemon().name("kprov-connector").start(making));
  }

  /** Begins to connect to hosts, to all of them at once. */
  public void begin(List<Host> hosts) {
    for (Host host : hosts) {
      Call call = new Call(host);
      calls.put(host.name(), call);
      call.begin();
    }
  }

  /** Connects; where that was begun early, waits for its end. */
  @Override
  public Remote connect(Host host, Waiting waiting) throws RemoteFailure, InterruptedException {
    asked.run();
    Call call = calls.remove(host.name());
    return call == null ? inner.join().connect(host, waiting) : call.take(waiting);
  }

  @Override
  public void close() {
    calls.values().forEach(Call::giveUp);
    // It is waited for; where it could not be made, there is nothing to close.
    inner.thenAccept(Connector::close).exceptionally(_ -> null).join();
  }

  /** A connection that is made by a thread of its own. */
  private final class Call {

    private final Host host;
    private final Relay relay = new Relay();
    private final CompletableFuture<Remote> made = new CompletableFuture<>();
    private final Thread caller;

    Call(Host host) {
      this.host = host;
      this.caller =
          Thread.ofPlatform().daemon().name("kprov-early-" + host.name()).unstarted(this::make);
    }

    void begin() {
      caller.start();
    }

    private void make() {
      try {
        made.complete(inner.join().connect(host, relay));
      } catch (RemoteFailure | InterruptedException | RuntimeException | Error e) {
        made.completeExceptionally(e);
      }
    }

    Remote take(Waiting waiting) throws RemoteFailure, InterruptedException {
      relay.tell(waiting);
      try {
        return made.get();
      } catch (InterruptedException e) {
        giveUp();
        throw e;
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case RemoteFailure failure -> throw failure;
          case InterruptedException interrupted -> throw interrupted;
          case RuntimeException bug -> throw bug;
          case null, default -> throw new IllegalStateException("a connection met a bug", e);
        }
      } finally {
        waiting.ends();
      }
    }

    void giveUp() {
      caller.interrupt();
      var _ = made.thenAccept(Remote::close);
    }
  }

  /** Tells somebody who comes later what has begun before. */
  private static final class Relay implements Waiting {

    private boolean waits;
    private @Nullable Waiting listener;

    synchronized void tell(Waiting waiting) {
      listener = waiting;
      if (waits) {
        waiting.begins();
      }
    }

    @Override
    public synchronized void begins() {
      waits = true;
      if (listener != null) {
        listener.begins();
      }
    }

    @Override
    public synchronized void ends() {
      waits = false;
      if (listener != null) {
        listener.ends();
      }
    }
  }
}
