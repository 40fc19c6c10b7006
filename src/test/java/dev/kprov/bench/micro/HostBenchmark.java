package dev.kprov.bench.micro;

import dev.kprov.base.RemotePath;
import dev.kprov.base.RunFailure;
import dev.kprov.crowd.Crowd;
import dev.kprov.mint.Certificate;
import dev.kprov.mint.Certificates;
import dev.kprov.mint.Chain;
import dev.kprov.mint.Reading;
import dev.kprov.state.FileKind;
import dev.kprov.state.Observed;
import dev.kprov.wire.HostDialogue;
import dev.kprov.wire.ProbeRequest;
import dev.kprov.wire.Remote;
import dev.kprov.wire.RemoteFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What every host costs when it was looked at: its answer is read, and the chain of its certificate
 * is judged. The host is in memory, and what it needs to answer is part of the first.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HostBenchmark {

  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final ProbeRequest REQUEST =
      new ProbeRequest(
          "ubuntu",
          paths("ca.pem", "worker1-key.pem", "worker1.pem", "kube-proxy.kubeconfig"),
          List.of());

  private final HostDialogue dialogue = new HostDialogue();
  private Path folder;
  private Remote host;
  private List<Certificate> authorities;
  private byte[] pem;

  @Setup
  public void make() throws IOException, RunFailure, InterruptedException {
    folder = Files.createTempDirectory("kprov-micro");
    Crowd crowd = new Crowd(folder, 6);
    crowd.up(crowd.read());
    host = crowd.host("worker1");
    pem = Files.readAllBytes(crowd.store().resolve("worker1.pem"));
    authorities =
        Certificates.readAll(Files.readAllBytes(crowd.store().resolve("ca.pem")), List.of())
            .toOptional()
            .orElseThrow();
  }

  @TearDown
  public void remove() throws IOException {
    Folders.remove(folder);
  }

  @Benchmark
  public Observed answer() throws RemoteFailure, InterruptedException {
    return dialogue.probe(host, REQUEST, LIMIT);
  }

  @Benchmark
  public Reading<Chain> chain() {
    return Chain.read(pem, authorities);
  }

  private static Map<RemotePath, Optional<FileKind>> paths(String... names) {
    Map<RemotePath, Optional<FileKind>> paths = new LinkedHashMap<>();
    for (String name : names) {
      paths.put(new RemotePath("~").child(name), Optional.of(kind(name)));
    }
    return paths;
  }

  private static FileKind kind(String name) {
    if (name.endsWith(".kubeconfig")) {
      return FileKind.KUBECONFIG;
    }
    return name.endsWith("-key.pem") ? FileKind.PRIVATE_KEY : FileKind.CERTIFICATE;
  }
}
