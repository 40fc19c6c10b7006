package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.FaultyLine;
import dev.kprov.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A cluster that was made before, of which one host is now reached by a line that can break.
 *
 * @param converged the {@link Homes#substance} of all homes while all is well
 */
record FaultyHost(Operator operator, FaultyLine line, Map<String, String> converged)
    implements AutoCloseable {

  /** The host behind the line, and another one of the same role. */
  static final String BAD = "worker0";

  static final String GOOD = "worker1";

  static FaultyHost make(Path folder) throws IOException {
    Operator operator = Layout.KUBENET.fresh(folder);
    assertThat(operator.up().exit()).isZero();
    Map<String, String> converged = Homes.of(operator.lab()).substance();
    return new FaultyHost(operator, operator.reachWorker0ByFaultyLine(), converged);
  }

  Lab lab() {
    return operator.lab();
  }

  /** Runs an up of the two hosts. */
  Operator.Ran up(String... more) {
    return operator.up(
        Stream.concat(Stream.of("--limit", BAD + "," + GOOD), Stream.of(more))
            .toArray(String[]::new));
  }

  /** A file of both hosts has other bytes. */
  void drift() throws IOException {
    for (String host : List.of(BAD, GOOD)) {
      Files.writeString(
          home(host).resolve("kube-proxy.kubeconfig"), "x", StandardOpenOption.APPEND);
    }
  }

  /** All homes are as they were while all was well, after a run that says so. */
  void assertConverged(Operator.Ran up) {
    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(homes()).isEqualTo(converged);
  }

  Map<String, String> homes() {
    return Homes.of(lab()).substance();
  }

  Path home(String host) {
    return lab().root(host).resolve("home/ubuntu");
  }

  @Override
  public void close() throws IOException {
    line.close();
  }
}
