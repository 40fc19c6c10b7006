package dev.kprov.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hosts as contestants see them: near or far, by an inventory of kprov, a configuration of ssh
 * and a list of names, which are all written to a folder.
 *
 * @param repository of kprov's sources
 * @param folder of this site's files
 * @param lab the lab's own folder
 * @param hosts who takes part
 * @param delay how long each way to them takes
 * @param firstPort where the first host is reached on 127.0.0.1; each other has the next
 */
record Site(
    Path repository, Path folder, Path lab, List<Host> hosts, Duration delay, int firstPort) {

  Site {
    hosts = List.copyOf(hosts);
  }

  Path inventory() {
    return folder.resolve("inventory.yaml");
  }

  Path sshConfig() {
    return folder.resolve("ssh_config");
  }

  /** A line "NAME ROLE ADDRESS" for each host. */
  Path list() {
    return folder.resolve("hosts.txt");
  }

  /** A folder of the contestants, empty. */
  Path fresh(String name) throws IOException {
    Path fresh = folder.resolve(name);
    deleteBelow(fresh);
    return Files.createDirectories(fresh);
  }

  /** Writes how to reach the hosts; {@code knownHosts} are their keys. */
  void write(List<String> knownHosts) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("known_hosts"), knownHosts);
    write(list(), "", host -> "%s %s %s".formatted(host.name(), host.role(), host.address()));
    write(
        inventory(),
        """
        cluster:
          name: bench-%d
          playbook: kubenet
          domain: kubenet
          dnsDomain: cluster.local
          serviceSubnet: 10.32.0.0/16
          apiServer: { name: kubernetes, address: 10.240.255.1, port: 6443 }
        ssh: { user: ubuntu, identityFile: %s, knownHosts: known_hosts }
        hosts:
        """
            .formatted(hosts.size(), identity()),
        host ->
            "  - { name: %s, role: %s, address: %s, ssh: { host: 127.0.0.1, port: %d } }"
                .formatted(host.name(), host.role(), host.address(), port(host)));
    write(
        sshConfig(),
        """
        BatchMode yes
        User ubuntu
        IdentityFile %s
        IdentitiesOnly yes
        UserKnownHostsFile %s
        GlobalKnownHostsFile /dev/null
        StrictHostKeyChecking yes
        """
            .formatted(identity(), folder.resolve("known_hosts")),
        host -> "Host %s\n  HostName 127.0.0.1\n  Port %d".formatted(host.name(), port(host)));
  }

  private void write(Path file, String head, Function<Host, String> line) throws IOException {
    List<String> lines = new ArrayList<>(head.lines().toList());
    hosts.forEach(host -> lines.add(line.apply(host)));
    Files.write(file, lines);
  }

  private Path identity() {
    return lab.resolve("id_ed25519");
  }

  int port(Host host) {
    return firstPort + host.number();
  }

  /** Removes what contestants have left on the hosts. */
  void clear() throws IOException {
    for (Host host : hosts) {
      deleteBelow(home(host));
    }
  }

  /**
   * What differs from the files that should be on the hosts; nothing when all are there, none is
   * empty and there is no other.
   */
  Optional<String> wrong() throws IOException {
    for (Host host : hosts) {
      List<String> files = visible(home(host));
      if (!files.equals(host.files())) {
        return Optional.of(host.name() + " has " + files + ", not " + host.files());
      }
    }
    return Optional.empty();
  }

  /** The same, and whether the files are those of a folder. */
  Optional<String> wrong(Path made) throws IOException {
    for (Host host : hosts) {
      for (String name : host.files()) {
        Path file = home(host).resolve(name);
        if (!Files.exists(file) || Files.mismatch(made.resolve(name), file) >= 0) {
          return Optional.of(host.name() + ": " + name + " is not the file that was made");
        }
      }
    }
    return wrong();
  }

  /** Which files lie on the hosts since when; whoever writes one, even the same, changes this. */
  List<String> state() throws IOException {
    List<String> state = new ArrayList<>();
    for (Host host : hosts) {
      for (String name : visible(home(host))) {
        Path file = home(host).resolve(name);
        state.add(Files.getLastModifiedTime(file) + " " + file);
      }
    }
    return state;
  }

  private static List<String> visible(Path home) throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files
          .filter(file -> file.toFile().length() > 0)
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  private Path home(Host host) {
    return lab.resolve(host.name()).resolve("root/home/ubuntu");
  }

  private static void deleteBelow(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException failure)
              throws IOException {
            if (!each.equals(folder)) {
              Files.delete(each);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
