package dev.kprov.ssh;

import java.security.PublicKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/** Judges the key of one server during one connection, and remembers it for the message. */
final class HostKeyCheck implements HostKeyVerifier {

  private final Endpoint server;
  private final HostTrust trust;
  private final InstantSource clock;
  private final List<String> preferred;
  private volatile boolean greeted;
  private volatile Optional<HostKey> offered = Optional.empty();
  private volatile Optional<Verdict> verdict = Optional.empty();

  /**
   * @param preferred the host key algorithms to ask for first; a server shows one key per
   *     connection
   */
  HostKeyCheck(Endpoint server, HostTrust trust, List<String> preferred, InstantSource clock) {
    this.server = server;
    this.trust = trust;
    this.clock = clock;
    this.preferred = List.copyOf(preferred);
  }

  /** Whether the server has answered as an SSH server. */
  boolean greeted() {
    return greeted;
  }

  /** The key that the server showed, once it has. */
  Optional<HostKey> offered() {
    return offered;
  }

  /** What is thought of the key that the server showed, once it has. */
  Optional<Verdict> verdict() {
    return verdict;
  }

  @Override
  public List<String> findExistingAlgorithms(String hostname, int port) {
    greeted = true; // sshj asks when it sends its proposal, which follows the greeting
    return preferred;
  }

  @Override
  public boolean verify(String hostname, int port, PublicKey key) {
    HostKey shown = HostKey.of(key);
    Verdict judged = trust.judge(server, shown, clock.instant());
    offered = Optional.of(shown);
    verdict = Optional.of(judged);
    return judged instanceof Verdict.Trusted;
  }
}
