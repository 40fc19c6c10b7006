package dev.kprov.run;

import dev.kprov.base.IoCause;
import dev.kprov.base.RunFailure;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.SshSettings;
import dev.kprov.result.Event;
import dev.kprov.result.HostKeys;
import dev.kprov.ssh.HostKeyScan;
import dev.kprov.ssh.KnownHostsFile;
import dev.kprov.ssh.ScannedKey;
import dev.kprov.state.Observation;
import dev.kprov.wire.RemoteFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * First trust: gathers the host keys of hosts, and writes down those that the operator accepts. It
 * never logs in, and never takes a key in the place of another.
 */
public final class Trust {

  private static final Logger LOG = LoggerFactory.getLogger(Trust.class);

  private final List<Scan> scans;

  /** What one host showed. */
  private record Scan(
      Host host, List<ScannedKey> keys, Optional<Observation.Unreached> unreached) {}

  private Trust(List<Scan> scans) {
    this.scans = scans;
  }

  /**
   * Asks all hosts for their keys, and the jump hosts on the way to them.
   *
   * @param events told on the way, from any thread; what the hosts showed at the end, in their
   *     order
   */
  public static Trust gather(
      List<Host> hosts,
      int forks,
      HostKeyScan scan,
      Consumer<Event> events,
      Cancellation cancellation)
      throws RunFailure, InterruptedException {
    List<Host> all = withJumps(hosts);
    events.accept(new Event.Begun(Event.Stage.LOOKING, all.size()));
    try (Workers workers = new Workers(forks, cancellation)) {
      Trust trust =
          new Trust(
              workers.each(
                  all,
                  host -> {
                    events.accept(new Event.Looking(host.name()));
                    Scan one = scan(host, scan);
                    events.accept(event(one));
                    return one;
                  }));
      trust.keys().forEach(keys -> events.accept(new Event.Scanned(keys)));
      return trust;
    }
  }

  /** A jump host is called by its endpoint, unless it is one of the hosts. */
  private static List<Host> withJumps(List<Host> hosts) {
    Map<String, Host> all = new LinkedHashMap<>();
    for (Host host : hosts) {
      Optional<SshSettings> way = host.ssh().jump();
      while (way.isPresent()) {
        SshSettings jump = way.get();
        String name = jump.endpoint();
        Host there = new Host(name, name, List.of(), jump.host(), Optional.empty(), jump);
        all.putIfAbsent(name, there);
        way = jump.jump();
      }
    }
    hosts.forEach(host -> all.remove(host.ssh().endpoint()));
    hosts.forEach(host -> all.put(host.name(), host));
    return List.copyOf(all.values());
  }

  private static Event event(Scan scan) {
    String name = scan.host().name();
    return scan.unreached()
        .<Event>map(why -> new Event.Unreached(name, why))
        .orElseGet(() -> new Event.Reached(name));
  }

  private static Scan scan(Host host, HostKeyScan scan) throws InterruptedException {
    LOG.info("{}: asking {} port {} for keys", host.name(), host.ssh().host(), host.ssh().port());
    try {
      List<ScannedKey> keys = scan.scan(host);
      LOG.info("{}: showed {} keys", host.name(), keys.size());
      return new Scan(host, keys, Optional.empty());
    } catch (RemoteFailure e) {
      LOG.info("{}: showed none: {}", host.name(), e.getMessage());
      return new Scan(
          host, List.of(), Optional.of(new Observation.Unreached(e.getMessage(), e.hint())));
    }
  }

  /** What every host showed, in the order of the inventory. */
  public List<HostKeys> keys() {
    return scans.stream().map(Trust::keys).toList();
  }

  private static HostKeys keys(Scan scan) {
    return new HostKeys(
        scan.host(), scan.keys().stream().map(Trust::key).toList(), scan.unreached());
  }

  private static HostKeys.Key key(ScannedKey key) {
    HostKeys.Fingerprint fingerprint =
        new HostKeys.Fingerprint(key.key().type(), key.key().fingerprint());
    return switch (key.standing()) {
      case ScannedKey.Standing.New() -> new HostKeys.Key.New(fingerprint);
      case ScannedKey.Standing.Trusted() -> new HostKeys.Key.Trusted(fingerprint);
      case ScannedKey.Standing.Refused(RemoteFailure why) ->
          new HostKeys.Key.Refused(fingerprint, why.getMessage(), why.hint());
    };
  }

  /**
   * Writes the new keys of acceptable hosts into the known_hosts files that the inventory names.
   *
   * @return how many keys were added to each file
   */
  public Map<Path, Integer> accept() throws RunFailure {
    Map<Path, List<String>> lines = new LinkedHashMap<>();
    for (Scan scan : scans) {
      if (keys(scan).acceptable()) {
        scan.keys().stream()
            .filter(key -> key.standing() instanceof ScannedKey.Standing.New)
            .forEach(key ->
                lines
                    .computeIfAbsent(
                        scan.host().ssh().proof().files().getFirst(), _ -> new ArrayList<>())
                    .add(key.line()));
      }
    }
    Map<Path, Integer> added = new LinkedHashMap<>();
    for (Map.Entry<Path, List<String>> file : lines.entrySet()) {
      added.put(file.getKey(), append(file.getKey(), file.getValue()));
    }
    return added;
  }

  private static int append(Path file, List<String> lines) throws RunFailure {
    try {
      return KnownHostsFile.append(file, lines);
    } catch (IOException e) {
      throw new RunFailure(
          RunFailure.Kind.LOCAL_IO,
          "cannot write " + file + ": " + IoCause.of(e),
          "look at the folder's owner, mode and free space");
    }
  }
}
