package dev.kprov.boxes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Lab;
import dev.kprov.lab.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.lifecycle.Startables;

/** The hosts of a cluster, each in a container, under names and addresses of the lab. */
public final class Boxes implements AutoCloseable {

  private final Path folder;
  private final Map<String, Box> hosts;

  private Boxes(Path folder, Map<String, Box> hosts) {
    this.folder = folder;
    this.hosts = hosts;
  }

  /**
   * Starts hosts, all at once. Their order is the lab's.
   *
   * @param folder where the key is made that they let in
   * @param kinds by the hosts' names
   */
  public static Boxes start(Path folder, Map<String, Kind> kinds) {
    String key = makeKey(folder);
    Map<String, Box> hosts = new TreeMap<>(Comparator.comparingInt(Lab.HOSTS::indexOf));
    kinds.forEach((name, kind) -> hosts.put(name, new Box(kind, name, key)));
    // Only now, when it is known that an engine answers, is it asked for anything.
    removeThoseOfAKilledJvm();
    Boxes boxes = new Boxes(folder, hosts);
    try {
      Startables.deepStart(hosts.values()).join();
      hosts.values().parallelStream().filter(box -> box.kind().hasSudo()).forEach(Box::letSudoAsk);
      return boxes;
    } catch (RuntimeException e) {
      boxes.close();
      throw e;
    }
  }

  private static void removeThoseOfAKilledJvm() {
    var client = DockerClientFactory.lazyClient();
    client
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(Map.of(Box.LABEL, Path.of("").toAbsolutePath().toString()))
        .exec()
        .forEach(old -> client.removeContainerCmd(old.getId()).withForce(true).exec());
  }

  private static String makeKey(Path folder) {
    Path key = folder.resolve("id");
    Ran made =
        Ran.of(
            Map.of(), List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()));
    assertThat(made.exit()).as(made.output()).isZero();
    try {
      return Files.readString(folder.resolve("id.pub"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Map<String, Box> hosts() {
    return hosts;
  }

  /**
   * Writes an inventory of these hosts. All inventories share a known_hosts, which is empty at
   * first.
   *
   * @param root whether files are root's, so that he must be logged in where there is no sudo
   */
  public Path inventory(Path place, String playbook, boolean root) {
    String lines =
        hosts.entrySet().stream()
            .map(host -> line(host.getKey(), host.getValue(), root))
            .collect(Collectors.joining("\n"));
    String text =
        """
        cluster:
          name: lab
          playbook: %s
          domain: kubenet
          dnsDomain: cluster.local
          serviceSubnet: 10.32.0.0/16
          apiServer: { name: kubernetes, address: 192.168.1.21, port: 6443 }
        ssh: { user: ubuntu, identityFile: %s, knownHosts: %s }
        hosts:
        %s
        """
            .formatted(playbook, folder.resolve("id"), folder.resolve("known_hosts"), lines);
    try {
      return Files.writeString(place.resolve("inventory.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(String name, Box box, boolean root) {
    String login = box.kind().hasSudo() ? ", become: sudo" : root ? ", user: root" : "";
    return ("  - { name: %s, role: %s, address: 192.168.1.%d, arch: %s,"
            + " ssh: { host: %s, port: %d%s } }")
        .formatted(
            name,
            name.replaceAll("\\d", ""),
            11 + Lab.HOSTS.indexOf(name),
            box.kind().arch(),
            box.getHost(),
            box.port(),
            login);
  }

  @Override
  public void close() {
    hosts.values().parallelStream().forEach(Box::stop);
  }
}
