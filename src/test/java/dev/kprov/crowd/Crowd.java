package dev.kprov.crowd;

import dev.kprov.base.RunFailure;
import dev.kprov.config.ClusterDefinition;
import dev.kprov.config.ClusterFiles;
import dev.kprov.config.Operator;
import dev.kprov.inventory.Host;
import dev.kprov.plan.Plan;
import dev.kprov.result.Conclusion;
import dev.kprov.run.Cancellation;
import dev.kprov.run.RequestModel;
import dev.kprov.run.Run;
import dev.kprov.wire.Connector;
import dev.kprov.wire.Remote;
import dev.kprov.wire.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** A kubenet cluster of many hosts in memory, with its files and its store in a folder. */
public final class Crowd {

  /** Three control hosts and the gateway. */
  private static final int NO_WORKERS = 4;

  private static final int FORKS = 8;

  private final Path folder;
  private final InstantSource clock;
  private final Map<String, CrowdHost> hosts = new ConcurrentHashMap<>();

  /**
   * Writes an inventory, and the shipped playbook with keys that are made quickly.
   *
   * @param hosts how many there are in all
   */
  public Crowd(Path folder, int hosts) throws IOException {
    this.folder = folder;
    this.clock = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));
    String playbook = Files.readString(Path.of("playbooks/kubenet.yaml"));
    Files.writeString(
        folder.resolve("playbook.yaml"), playbook.replace("key: rsa-2048", "key: ecdsa-p256"));
    Files.writeString(inventory(), inventory(hosts));
  }

  private static String inventory(int hosts) {
    return """
    cluster:
      name: crowd
      playbook: ./playbook.yaml
      domain: crowd
      dnsDomain: cluster.local
      serviceSubnet: 10.32.0.0/16
      apiServer: { name: kubernetes, address: 10.0.0.5, port: 6443 }
    ssh: { user: ubuntu, knownHosts: known_hosts }
    hosts:
      - { name: "control[0:2]", role: control, address: "10.0.0.[1:3]", arch: arm64 }
      - { name: "worker[1:%1$d]", role: worker, address: "worker[1:%1$d].crowd", arch: arm64 }
      - { name: gateway, role: gateway, address: 10.0.0.4 }
    """
        .formatted(hosts - NO_WORKERS);
  }

  private Path inventory() {
    return folder.resolve("crowd.yaml");
  }

  /** Reads its files. */
  public ClusterDefinition read() throws RunFailure {
    return ClusterFiles.read(inventory(), Map.of(), new Operator(folder, "ubuntu"));
  }

  /** {@code kprov up}, but for the reading before it and the telling after it. */
  public Conclusion up(ClusterDefinition cluster) throws RunFailure, InterruptedException {
    return run(cluster).up();
  }

  /** {@code kprov plan}. */
  public Plan plan(ClusterDefinition cluster) throws RunFailure, InterruptedException {
    return ((Conclusion.Planned) run(cluster).plan()).plan();
  }

  private Run run(ClusterDefinition cluster) throws RunFailure {
    return new Run(
        cluster,
        RequestModel.up(FORKS, folder.resolve("kubeconfig")),
        new Lines(),
        _ -> {},
        clock,
        new Cancellation());
  }

  /** The store that a run leaves. */
  public Path store() {
    return folder.resolve("pki/crowd");
  }

  /** A connection to a host that was met before. */
  public Remote host(String name) {
    return Objects.requireNonNull(hosts.get(name), name);
  }

  /** How many files lie on all hosts together. */
  public int files() {
    return hosts.values().stream().mapToInt(CrowdHost::files).sum();
  }

  private final class Lines implements Connector {

    @Override
    public Remote connect(Host host, Waiting waiting) {
      return hosts.computeIfAbsent(
          host.name(), name -> new CrowdHost(name, clock.instant().getEpochSecond()));
    }

    @Override
    public void close() {}
  }
}
