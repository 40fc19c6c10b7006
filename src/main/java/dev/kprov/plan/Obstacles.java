package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What stands in the way of several files of a host. Each cause is told once, with all the files
 * that it holds up.
 */
final class Obstacles {

  private record Obstacle(Check check, String subject, String cause, String remedy) {}

  private final Map<Obstacle, List<RemotePath>> heldUp = new LinkedHashMap<>();
  private final Map<String, String> waits = new LinkedHashMap<>();

  /** A directory, or what else the cause is, does not let a file be written. */
  void add(Check check, RemotePath directory, String cause, String remedy, RemotePath file) {
    heldUp
        .computeIfAbsent(
            new Obstacle(check, directory.text(), cause, remedy), _ -> new ArrayList<>())
        .add(file);
  }

  /** A file waits for something whose own cause is told elsewhere. */
  void await(String cause, String remedy) {
    waits.putIfAbsent(cause, remedy);
  }

  List<Change> blocked() {
    Stream<Change> causes = heldUp.entrySet().stream().map(e -> blocked(e.getKey(), e.getValue()));
    return Stream.concat(causes, waiting()).toList();
  }

  private static Change blocked(Obstacle obstacle, List<RemotePath> files) {
    String held = files.stream().map(RemotePath::text).collect(Collectors.joining(", "));
    return new Change.Blocked(
        obstacle.subject(),
        obstacle.cause() + "; so " + held + " must wait",
        obstacle.remedy(),
        Optional.of(obstacle.check()));
  }

  /** One line for all files that wait, however many. */
  private Stream<Change> waiting() {
    return waits.isEmpty()
        ? Stream.of()
        : Stream.of(
            new Change.Blocked(
                "files",
                String.join("; ", waits.keySet()),
                waits.values().stream().distinct().collect(Collectors.joining("; "))));
  }
}
