package dev.kprov.bench.micro;

import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import dev.kprov.base.RunFailure;
import dev.kprov.config.ClusterDefinition;
import dev.kprov.crowd.Crowd;
import dev.kprov.text.Node;
import dev.kprov.text.Template;
import dev.kprov.text.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A template, and a whole playbook whose templates are filled in for many hosts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class ReadingBenchmark {

  private static final Node.Scalar TEMPLATE =
      new Node.Scalar(
          new Place("playbook.yaml", 1, 1), "{{ host.name }}.{{ cluster.domain }}", true, true);
  private static final Value.Scope SCOPE =
      new Value.Scope(
          Map.of(
              "host", new Value.Scope(Map.of("name", new Value.Text("worker1"))),
              "cluster", new Value.Scope(Map.of("domain", new Value.Text("kubenet")))));

  /** How many hosts. */
  @Param({"5000"})
  public int hosts;

  private Path folder;
  private Crowd crowd;

  @Setup
  public void write() throws IOException {
    folder = Files.createTempDirectory("kprov-micro");
    crowd = new Crowd(folder, hosts);
  }

  @TearDown
  public void remove() throws IOException {
    Folders.remove(folder);
  }

  @Benchmark
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public ClusterDefinition playbook() throws RunFailure {
    return crowd.read();
  }

  @Benchmark
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public Optional<String> template() {
    return Template.fill(TEMPLATE, SCOPE, new Problems());
  }
}
