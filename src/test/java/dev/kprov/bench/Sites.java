package dev.kprov.bench;

import dev.kprov.judge.ChildJvm;
import dev.kprov.lab.Ran;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The hosts of {@code scripts/lab}, and far ways to them. All are stopped at the end.
 *
 * <p>The ports are below those that a system gives to clients, which could take one by chance.
 */
final class Sites implements AutoCloseable {

  private static final int LAB_PORT = 26000;
  private static final int FAR_PORT = 28000;

  private final Path repository;
  private final Path folder;
  private volatile Optional<Process> line = Optional.empty();
  private boolean closed;

  Sites(Path repository) {
    this.repository = repository;
    this.folder = repository.resolve("target/bench");
  }

  Path folder() {
    return folder;
  }

  /** So many hosts, so far away. Ends the way to the site before. */
  Site open(int count, Duration delay) throws IOException {
    endLine();
    List<Host> hosts = Host.of(count);
    Site near = site("near", hosts, Duration.ZERO, LAB_PORT);
    near.write(List.of());
    lab("up", near.inventory().toString());
    List<String> keys = lab("known-hosts").lines().toList();
    near.write(keys);
    if (delay.isZero()) {
      return near;
    }
    Site far = site("far" + delay.toMillis(), hosts, delay, FAR_PORT);
    far.write(keys.stream().map(key -> moved(key, hosts)).toList());
    line = Optional.of(startLine(count, delay));
    return far;
  }

  private Site site(String name, List<Host> hosts, Duration delay, int port) {
    Path own = folder.resolve(hosts.size() + "-" + name);
    return new Site(repository, own, folder.resolve("lab"), hosts, delay, port);
  }

  /** A line of known_hosts with the port at which the same host is reached from afar. */
  private static String moved(String key, List<Host> hosts) {
    int port = Integer.parseInt(key.replaceFirst("^\\[127.0.0.1]:(\\d+) .*", "$1"));
    if (port >= LAB_PORT + hosts.size()) {
      throw new IllegalStateException("no host has the port of " + key);
    }
    return key.replaceFirst(":" + port, ":" + (port - LAB_PORT + FAR_PORT));
  }

  private static Process startLine(int count, Duration delay) throws IOException {
    Process process =
        ChildJvm.of(
                FarLine.class,
                List.of("-XX:+UseSerialGC", "-XX:-UsePerfData"),
                Integer.toString(FAR_PORT),
                Integer.toString(LAB_PORT),
                Integer.toString(count),
                Long.toString(delay.toMillis()))
            .start();
    BufferedReader told = process.inputReader();
    if (!FarLine.READY.equals(told.readLine())) {
      throw new IOException("the far line did not start");
    }
    return process;
  }

  private void endLine() {
    line.ifPresent(process -> {
      process.destroy();
      process.onExit().join();
    });
    line = Optional.empty();
  }

  private String lab(String... arguments) throws IOException {
    Files.createDirectories(folder);
    Ran ran =
        Ran.of(
            Map.of("KPROV_LAB_DIR", folder.resolve("lab").toString()),
            Stream.concat(
                    Stream.of(repository.resolve("scripts/lab").toString()), Stream.of(arguments))
                .toList());
    if (ran.exit() != 0) {
      throw new IOException(ran.output());
    }
    return ran.output();
  }

  /** Once, also where an interrupted benchmark closes itself and is closed. */
  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      endLine();
      lab("down");
      closed = true;
    }
  }
}
