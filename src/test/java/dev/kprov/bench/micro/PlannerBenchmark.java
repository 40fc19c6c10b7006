package dev.kprov.bench.micro;

import dev.kprov.base.Mode;
import dev.kprov.base.RemotePath;
import dev.kprov.base.Sha256;
import dev.kprov.inventory.Role;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Planner;
import dev.kprov.plan.World;
import dev.kprov.plan.Worlds;
import dev.kprov.playbook.Playbook;
import dev.kprov.playbook.Step;
import dev.kprov.state.LocalFile;
import dev.kprov.state.Resource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A plan for many workers of 20 files each: five of the PKI, the others from this machine. */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PlannerBenchmark {

  private static final int COPIES = 15;

  /** How many workers. */
  @Param({"5000"})
  public int hosts;

  private World toBeMade;
  private World made;

  @Setup
  public void populate() {
    Worlds worlds = Worlds.fresh().rewrite(PlannerBenchmark::withCopies);
    Role worker = new Role("worker");
    for (int i = 0; i < hosts; i++) {
      worlds.add("worker-" + i, worker, "10.1." + i / 250 + "." + (i % 250 + 1));
    }
    toBeMade = worlds.world();
    made = worlds.carryOut(worlds.plan()).world();
    if (Planner.plan(made).pending()) {
      throw new IllegalStateException("something is left to do");
    }
  }

  @Benchmark
  public Plan allToDo() {
    return Planner.plan(toBeMade);
  }

  @Benchmark
  public Plan nothingToDo() {
    return Planner.plan(made);
  }

  private static Playbook withCopies(Playbook playbook) {
    return new Playbook(
        playbook.name(),
        playbook.pki(),
        playbook.steps().stream().map(PlannerBenchmark::withCopies).toList());
  }

  private static Step withCopies(Step step) {
    return step instanceof Step.Push(String name, Map<String, Step.Placement> placements)
        ? new Step.Push(
            name,
            placements.entrySet().stream()
                .collect(
                    Collectors.toMap(Map.Entry::getKey, entry -> withCopies(entry.getValue()))))
        : step;
  }

  private static Step.Placement withCopies(Step.Placement placement) {
    List<Resource> resources = new ArrayList<>(placement.resources());
    copies().forEach(resources::add);
    return new Step.Placement(resources, placement.owned());
  }

  private static Stream<Resource> copies() {
    return IntStream.range(0, COPIES).mapToObj(PlannerBenchmark::copy);
  }

  private static Resource copy(int number) {
    String name = "binary-" + number;
    Sha256 hash = Sha256.of(name.getBytes(StandardCharsets.UTF_8));
    return new Resource.Copy(
        new RemotePath("~").child(name),
        new LocalFile(name, Path.of(name), hash, Optional.of(100L), false),
        Mode.PUBLIC_FILE,
        "ubuntu",
        "");
  }
}
