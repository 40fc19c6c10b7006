package dev.kprov.ssh;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.SshSettings;
import dev.kprov.wire.RemoteFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Gathers the host keys of servers, for first trust. It never logs in; a server shows one key per
 * connection, so each is asked once per key and once more.
 */
public final class HostKeyScan implements AutoCloseable {

  private final Logins logins;
  private final InstantSource clock;
  private final Distrust distrust;

  /**
   * @param here what there is on this side
   * @param limit how long one connection may take
   */
  public HostKeyScan(Workstation here, Duration limit) {
    this.logins = new Logins(here, limit);
    this.clock = here.clock();
    this.distrust = new Distrust(here.trustCommand());
  }

  /**
   * All keys of a host. Where the inventory pins one, only that one.
   *
   * @throws RemoteFailure where the host cannot be reached, or does not have the key that the
   *     inventory pins
   */
  public List<ScannedKey> scan(Host host) throws RemoteFailure, InterruptedException {
    SshSettings ssh = host.ssh();
    Endpoint server = Endpoint.of(ssh);
    HostTrust vouching = logins.trust(ssh);
    Optional<HostKey> certified = certified(ssh, vouching);
    if (certified.isPresent()) {
      return List.of(scanned(server, certified.get().bare(), new ScannedKey.Standing.Trusted()));
    }
    List<HostKey> keys = gather(ssh, vouching);
    return switch (vouching) {
      case PinnedKey pin -> List.of(pinned(server, keys, pin));
      case KnownHosts known -> judge(server, keys, known);
    };
  }

  @Override
  public void close() {
    logins.close();
  }

  /** The key for which an authority vouches already, so that it need not be written down. */
  private Optional<HostKey> certified(SshSettings ssh, HostTrust vouching)
      throws RemoteFailure, InterruptedException {
    Endpoint server = Endpoint.of(ssh);
    if (!(vouching instanceof KnownHosts known) || !known.hasAuthorityFor(server)) {
      return Optional.empty();
    }
    List<String> first = known.algorithmsOf(server);
    return Optional.of(meet(() -> logins.handshake(ssh, vouching, first)))
        .filter(HostKey::isCertificate)
        .filter(key -> known.judge(server, key, clock.instant()) instanceof Verdict.Trusted);
  }

  private List<HostKey> gather(SshSettings ssh, HostTrust vouching)
      throws RemoteFailure, InterruptedException {
    List<HostKey> found = new ArrayList<>();
    KeyRound round = new KeyRound();
    HostKey shown = meet(() -> logins.scanning(ssh, vouching, round.preferred()));
    while (round.isNew(shown)) {
      found.add(shown);
      shown = meet(() -> logins.scanning(ssh, vouching, round.preferred()));
    }
    // In our order, and not in the one in which what known_hosts holds made the server show them.
    found.sort(Comparator.comparingInt(k -> SshAlgorithms.HOST_KEYS.indexOf(best(k))));
    return found;
  }

  private HostKey meet(Patience.Attempt<Handshake> attempt)
      throws RemoteFailure, InterruptedException {
    try {
      return Patience.with(() -> attempt.make().meet(logins.workers()));
    } catch (Setback e) {
      throw e.failure();
    }
  }

  private static String best(HostKey key) {
    return key.algorithms().getFirst();
  }

  private ScannedKey pinned(Endpoint server, List<HostKey> keys, PinnedKey pin)
      throws RemoteFailure {
    Optional<HostKey> match =
        keys.stream().filter(key -> key.fingerprint().equals(pin.fingerprint())).findFirst();
    HostKey key =
        match.orElseThrow(() ->
            distrust.of(
                server, keys.getFirst(), pin.judge(server, keys.getFirst(), clock.instant()), pin));
    return scanned(server, key, new ScannedKey.Standing.Trusted());
  }

  private List<ScannedKey> judge(Endpoint server, List<HostKey> keys, KnownHosts known) {
    boolean sameHost =
        keys.stream()
            .anyMatch(k -> known.judge(server, k, clock.instant()) instanceof Verdict.Trusted);
    return keys.stream()
        .map(key -> scanned(server, key, standing(server, key, known, sameHost)))
        .toList();
  }

  /** A further key of a host that has shown a trusted one is new; else it is suspicious. */
  private ScannedKey.Standing standing(
      Endpoint server, HostKey key, KnownHosts known, boolean sameHost) {
    Verdict verdict = known.judge(server, key, clock.instant());
    return switch (verdict) {
      case Verdict.Trusted _ -> new ScannedKey.Standing.Trusted();
      case Verdict.Unknown _ -> new ScannedKey.Standing.New();
      case Verdict.Changed _ when sameHost && isFirstOfItsType(server, key, known) ->
          new ScannedKey.Standing.New();
      case Verdict.Changed _, Verdict.Revoked _, Verdict.TooShort _, Verdict.BadCertificate _ ->
          new ScannedKey.Standing.Refused(distrust.of(server, key, verdict, known));
    };
  }

  private static boolean isFirstOfItsType(Endpoint server, HostKey key, KnownHosts known) {
    return known.keysOf(server).stream().noneMatch(k -> k.type().equals(key.type()));
  }

  private static ScannedKey scanned(Endpoint server, HostKey key, ScannedKey.Standing standing) {
    String line = server.knownHostsName() + " " + key.type() + " " + key.base64();
    return new ScannedKey(key, standing, line);
  }
}
