package dev.kprov.inventory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How SSH reaches a host: what the inventory says, and for the rest the operator's SSH
 * configuration.
 *
 * @param host name or address to connect to; the inventory's {@code address} by default
 * @param port TCP port
 * @param user login name
 * @param keys by which keys to log in
 * @param methods how to log in, in the order in which they are tried
 * @param proof who vouches for the host's key
 * @param algorithms which ones may be used
 * @param become as whom to work after login
 * @param connectTimeout how long to wait for the host to accept a connection, if that is said
 * @param jump the host by way of which it is reached; the known_hosts files know it too
 * @param obstacle why it must not be connected to
 * @param sources where the settings come from
 */
public record SshSettings(
    String host,
    int port,
    String user,
    LoginKeys keys,
    List<LoginMethod> methods,
    HostProof proof,
    AlgorithmChoice algorithms,
    Become become,
    Optional<Duration> connectTimeout,
    Optional<SshSettings> jump,
    Optional<Obstacle> obstacle,
    List<SshSource> sources) {

  public SshSettings {
    methods = List.copyOf(methods);
    sources = List.copyOf(sources);
  }

  /**
   * What an inventory alone says.
   *
   * @param identityFile the one key to log in with
   * @param knownHosts the one file that vouches for the host
   * @param hostKey the pin that does so instead
   */
  public SshSettings(
      String host,
      int port,
      String user,
      Optional<Path> identityFile,
      Path knownHosts,
      Optional<String> hostKey,
      Become become) {
    this(
        host,
        port,
        user,
        identityFile.map(LoginKeys.USUAL::only).orElse(LoginKeys.USUAL),
        LoginMethod.USUAL,
        new HostProof(knownHosts, hostKey),
        AlgorithmChoice.USUAL,
        become,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** The same, wherever it comes from. */
  public SshSettings bare() {
    return with(jump.map(SshSettings::bare), List.of());
  }

  /** The same, where that is known. */
  public SshSettings from(List<SshSource> origins) {
    return with(jump, origins);
  }

  private SshSettings with(Optional<SshSettings> way, List<SshSource> origins) {
    return new SshSettings(
        host,
        port,
        user,
        keys,
        methods,
        proof,
        algorithms,
        become,
        connectTimeout,
        way,
        obstacle,
        origins);
  }

  /** Where its SSH server listens, as people write it: {@code 10.0.0.1:22}. */
  public String listens() {
    return Addresses.endpoint(host, port);
  }

  /**
   * The endpoint as people write it: {@code 10.0.0.1:22}, {@code [fd00::1]:22}, with the jump hosts
   * on the way, if there are any.
   */
  public String endpoint() {
    return jump.map(way -> listens() + " by way of " + way.endpoint()).orElseGet(this::listens);
  }
}
