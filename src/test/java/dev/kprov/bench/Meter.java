package dev.kprov.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs commands, one at a time, and measures each. A command may leave processes behind, as ssh
 * does with ControlPersist: they end here after its time has been taken, and what they used is its
 * own too.
 */
final class Meter {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  /** How a command ended, what it printed, and what it took. */
  record Run(int exit, String output, Measurement took) {}

  private final Path output;

  /** Writes what commands print into a file of this folder. */
  Meter(Path folder) {
    this.output = folder.resolve("output");
  }

  /** Runs a command; {@code looks} at its memory too, which costs it some time. */
  Run run(Command command, boolean looks) throws IOException, InterruptedException {
    Set<Long> others = children().map(ProcessHandle::pid).collect(Collectors.toSet());
    Duration before = Kernel.timeOfChildren();
    Kernel.adoptOrphans(true);
    try {
      long began = System.nanoTime();
      Process process = command.process(output).start();
      OptionalLong memory = looks ? mostMemory(process, others) : OptionalLong.empty();
      int exit = process.waitFor();
      Duration wall = Duration.ofNanos(System.nanoTime() - began);
      endOrphans(others);
      Duration cpu = Kernel.timeOfChildren().minus(before);
      String text = new String(Files.readAllBytes(output), UTF_8);
      return new Run(exit, text, new Measurement(wall, cpu, memory));
    } finally {
      Kernel.adoptOrphans(false);
    }
  }

  private static OptionalLong mostMemory(Process process, Set<Long> others)
      throws InterruptedException {
    long most = 0;
    do {
      most = Math.max(most, memoryOfAllBut(others));
    } while (!process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS));
    return OptionalLong.of(most);
  }

  private static long memoryOfAllBut(Set<Long> others) {
    return newChildren(others)
        .flatMap(child -> Stream.concat(Stream.of(child), child.descendants()))
        .mapToLong(each -> memory(each.pid()))
        .sum();
  }

  /** In bytes; nothing where the process has ended meanwhile. */
  private static long memory(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
          .sum();
    } catch (IOException e) {
      return 0;
    }
  }

  private static void endOrphans(Set<Long> others) throws InterruptedException {
    long last = System.nanoTime() + PATIENCE.toNanos();
    List<ProcessHandle> left = newChildren(others).toList();
    while (!left.isEmpty()) {
      for (ProcessHandle orphan : left) {
        end(orphan, System.nanoTime() > last);
      }
      Thread.sleep(1);
      left = newChildren(others).toList();
    }
  }

  private static void end(ProcessHandle orphan, boolean byForce) {
    if (Kernel.hasEnded(orphan.pid())) {
      return;
    }
    if (byForce) {
      orphan.destroyForcibly();
    } else {
      orphan.destroy();
    }
  }

  private static Stream<ProcessHandle> newChildren(Set<Long> others) {
    return children().filter(child -> !others.contains(child.pid()));
  }

  private static Stream<ProcessHandle> children() {
    return ProcessHandle.current().children();
  }
}
