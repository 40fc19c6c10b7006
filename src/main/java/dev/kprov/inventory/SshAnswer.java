package dev.kprov.inventory;

import dev.kprov.base.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator's SSH configuration says of a host. The inventory goes before it.
 *
 * @param host where the host is reached, where that is not as it was called
 * @param port where there is one
 * @param user where there is one
 * @param keys by which keys to log in
 * @param methods how to log in, in the order in which they are tried
 * @param proof who vouches for the host; never by a pin
 * @param algorithms which ones may be used
 * @param connectTimeout how long to wait for the host to accept a connection
 * @param jump the host by way of which it is reached
 * @param obstacle why it must not be connected to
 * @param places where options stand, by their names in lower case, as far as that is known
 */
public record SshAnswer(
    Optional<String> host,
    Optional<Integer> port,
    Optional<String> user,
    LoginKeys keys,
    List<LoginMethod> methods,
    HostProof proof,
    AlgorithmChoice algorithms,
    Optional<Duration> connectTimeout,
    Optional<SshJump> jump,
    Optional<Obstacle> obstacle,
    Map<String, Place> places) {

  public SshAnswer {
    methods = List.copyOf(methods);
    places = Map.copyOf(places);
  }

  /** The answer of a configuration that is not there: what OpenSSH does by itself. */
  public static SshAnswer ofNothing(Path home) {
    return new SshAnswer(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        LoginKeys.USUAL,
        LoginMethod.USUAL,
        usualProof(home),
        AlgorithmChoice.USUAL,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  /** The same, where the host must not be connected to. */
  public SshAnswer but(Obstacle why) {
    return new SshAnswer(
        host,
        port,
        user,
        keys,
        methods,
        proof,
        algorithms,
        connectTimeout,
        jump,
        Optional.of(why),
        places);
  }

  /** The same by way of another host, and by no other way. */
  public SshAnswer by(Optional<SshJump> way) {
    return new SshAnswer(
        host, port, user, keys, methods, proof, algorithms, connectTimeout, way, obstacle, places);
  }

  private static HostProof usualProof(Path home) {
    Path own = home.resolve(".ssh");
    Path machine = Path.of("/etc/ssh");
    return new HostProof(
        List.of(own.resolve("known_hosts"), own.resolve("known_hosts2")),
        List.of(machine.resolve("ssh_known_hosts"), machine.resolve("ssh_known_hosts2")),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
