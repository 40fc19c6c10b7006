package dev.kprov.run;

import dev.kprov.base.RemotePath;
import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.inventory.Host;
import dev.kprov.plan.Written;
import dev.kprov.playbook.Desired;
import dev.kprov.result.Event;
import dev.kprov.state.Agreement;
import dev.kprov.state.Observation;
import dev.kprov.state.Observed;
import dev.kprov.wire.ApplyReply;
import dev.kprov.wire.ApplyRequest;
import dev.kprov.wire.Connector;
import dev.kprov.wire.HostDialogue;
import dev.kprov.wire.ProbeRequest;
import dev.kprov.wire.Remote;
import dev.kprov.wire.RemoteFailure;
import dev.kprov.wire.RunAs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The hosts of a run: one connection each, asked for by the first look and kept until the run ends,
 * so that applying costs no second handshake. One that was lost between two commands, as when a
 * server is restarted while a person is asked for a passphrase, is made again: nothing was under
 * way on it, and an apply states what it expects to find.
 */
final class Fleet implements Onlooker, AutoCloseable {

  private final Connector connector;
  private final Workers workers;
  private final Deadlines deadlines;
  private final HostDialogue dialogue = new HostDialogue();
  private final Passwords passwords;
  private final Map<String, Remote> remotes = new ConcurrentHashMap<>();
  private final Map<String, Duration> skews = new ConcurrentHashMap<>();
  private final InstantSource clock;

  /**
   * @param clock the operator's, with which those of hosts are compared
   */
  Fleet(Connector connector, Workers workers, Request request, InstantSource clock) {
    this.connector = connector;
    this.workers = workers;
    this.deadlines = request.deadlines();
    this.passwords = new Passwords(request.sudoPasswords());
    this.clock = clock;
  }

  /**
   * Looks at hosts, all at once as far as the forks allow. Never throws for a host's sake.
   *
   * @param written what was left on them
   */
  Map<String, Observation> observe(List<Desired> hosts, Written written, Consumer<Event> events)
      throws RunFailure, InterruptedException {
    events.accept(new Event.Begun(Event.Stage.LOOKING, hosts.size()));
    List<Observation> seen =
        workers.each(
            hosts,
            desired -> {
              events.accept(new Event.Looking(desired.host().name()));
              Observation observation = observe(desired, written);
              events.accept(event(desired.host(), observation));
              return observation;
            });
    Map<String, Observation> byHost = new LinkedHashMap<>();
    for (int i = 0; i < hosts.size(); i++) {
      byHost.put(hosts.get(i).host().name(), seen.get(i));
    }
    return byHost;
  }

  private Observation observe(Desired desired, Written written) throws InterruptedException {
    try {
      connect(desired.host());
      Instant asked = clock.instant();
      ProbeRequest request = Requests.probe(desired, written.on(desired.host().name()));
      Observed seen = look(desired.host(), request);
      skews.put(desired.host().name(), seen.host().skew(asked, clock.instant()));
      return new Observation.Reached(seen);
    } catch (RemoteFailure e) {
      return new Observation.Unreached(e.getMessage(), e.hint());
    }
  }

  @Override
  public void connect(Host host) throws RemoteFailure, InterruptedException {
    connected(host);
  }

  @Override
  public String shell(Host host, RunAs as) throws RemoteFailure, InterruptedException {
    return dialogue(host, as).shell(remote(host), deadlines.probe());
  }

  /** How far the clocks of the hosts that were observed are ahead, by host name. */
  Map<String, Duration> skews() {
    return Map.copyOf(skews);
  }

  /** How hosts are spoken to, by name; those that are spoken to by SSH. */
  Map<String, Agreement> agreements() {
    Map<String, Agreement> agreements = new HashMap<>();
    remotes.forEach((host, remote) ->
        remote.agreement().ifPresent(agreement -> agreements.put(host, agreement)));
    return agreements;
  }

  private static Event event(Host host, Observation observation) {
    return switch (observation) {
      case Observation.Reached _ -> new Event.Reached(host.name());
      case Observation.Unreached gone -> new Event.Unreached(host.name(), gone);
    };
  }

  @Override
  public Observed look(Host host, ProbeRequest request) throws RemoteFailure, InterruptedException {
    return dialogue(host, RunAs.atWork(host.ssh()))
        .probe(remote(host), request, deadlines.probe().plus(request.hashing()));
  }

  /**
   * Changes one host that was reached before.
   *
   * @param writer as whom, where that is not the user at work
   */
  ApplyReply apply(Host host, Optional<String> writer, String home, ApplyRequest request)
      throws RemoteFailure, InterruptedException {
    RunAs as =
        writer
            .map(user -> RunAs.writer(host.ssh(), user))
            .orElseGet(() -> RunAs.atWork(host.ssh()));
    Duration hashing = request.readBack().hashing();
    Duration limit = deadlines.apply().plus(hashing).plus(hashing);
    return dialogue(host, as).apply(remote(host), home, request, limit);
  }

  private HostDialogue dialogue(Host host, RunAs as) {
    return dialogue.as(as).with(passwords.of(host.ssh().user(), host.name()));
  }

  /**
   * What was read of a host.
   *
   * @param contents as they were when they were read, by path as asked
   * @param failure why there are none
   */
  record Taken(Map<RemotePath, Secret> contents, Optional<RemoteFailure> failure) {}

  /** Reads whole files of hosts that were reached before, each of which is asked once. */
  Map<Host, Taken> take(Map<Host, List<RemotePath>> files) throws RunFailure, InterruptedException {
    List<Host> hosts = List.copyOf(files.keySet());
    List<Taken> taken =
        workers.each(hosts, host -> take(host, Objects.requireNonNull(files.get(host))));
    Map<Host, Taken> byHost = new LinkedHashMap<>();
    for (int i = 0; i < hosts.size(); i++) {
      byHost.put(hosts.get(i), taken.get(i));
    }
    return byHost;
  }

  private Taken take(Host host, List<RemotePath> paths) throws InterruptedException {
    try {
      return new Taken(
          dialogue(host, RunAs.atWork(host.ssh()))
              .take(remote(host), host.ssh().user(), paths, deadlines.probe()),
          Optional.empty());
    } catch (RemoteFailure e) {
      return new Taken(Map.of(), Optional.of(e));
    }
  }

  private Remote remote(Host host) throws RemoteFailure, InterruptedException {
    Remote remote =
        Objects.requireNonNull(remotes.get(host.name()), () -> host.name() + " is not reached");
    return remote.isAlive() ? remote : connected(host);
  }

  private Remote connected(Host host) throws RemoteFailure, InterruptedException {
    Remote remote = connector.connect(host, workers.lending());
    remotes.put(host.name(), remote);
    return remote;
  }

  @Override
  public void close() {
    remotes.values().forEach(Remote::close);
    connector.close();
  }
}
