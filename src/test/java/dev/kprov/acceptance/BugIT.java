package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.config.ClusterFiles;
import dev.kprov.inventory.Host;
import dev.kprov.lab.Lab;
import dev.kprov.result.Conclusion;
import dev.kprov.result.Mishap;
import dev.kprov.run.Cancellation;
import dev.kprov.run.Deadlines;
import dev.kprov.run.RequestModel;
import dev.kprov.run.Run;
import dev.kprov.ssh.LoginQuestions;
import dev.kprov.ssh.SshConnector;
import dev.kprov.ssh.Workstation;
import dev.kprov.wire.Connector;
import dev.kprov.wire.Remote;
import dev.kprov.wire.RemoteFailure;
import dev.kprov.wire.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bug of kprov that shows on one host only. */
class BugIT {

  @TempDir private Path folder;

  /** Hosts of which one cannot be changed, for a reason that nobody has thought of. */
  private record WithBug(Connector hosts, String bad) implements Connector {

    @Override
    public Remote connect(Host host, Waiting waiting) throws RemoteFailure, InterruptedException {
      Remote remote = hosts.connect(host, waiting);
      return host.name().equals(bad) ? new Broken(remote) : remote;
    }

    @Override
    public void close() {
      hosts.close();
    }
  }

  /** Answers the first command and none after it. */
  private static final class Broken implements Remote {

    private final Remote remote;
    private int commands;

    Broken(Remote remote) {
      this.remote = remote;
    }

    @Override
    public boolean isAlive() {
      return true;
    }

    @Override
    public Reply run(String command, Input input, Duration limit, int maxOutput)
        throws RemoteFailure, InterruptedException {
      commands++;
      if (commands > 1) {
        throw new ArithmeticException("a bug");
      }
      return remote.run(command, input, limit, maxOutput);
    }

    @Override
    public void close() {
      remote.close();
    }
  }

  @Test
  void aBugOnOneHostTakesNothingFromWhatWasDoneOnTheOthers() throws Exception {
    Lab lab = Lab.up();
    lab.reset();
    Operator operator = new Operator(lab, folder);

    Conclusion ended = upWithABugOn("worker1", operator);

    assertThat(ended).isInstanceOf(Conclusion.Applied.class);
    Conclusion.Applied applied = (Conclusion.Applied) ended;
    assertThat(applied.report().mishaps())
        .extracting(Mishap::kind)
        .containsExactly(RunFailure.Kind.BUG);
    assertThat(applied.report().mishaps().getFirst().problems())
        .extracting(Problem::message)
        .containsExactly("worker1: a bug in kprov ended the work on it");
    assertThat(applied.report().hosts())
        .filteredOn(host -> !host.good())
        .extracting(host -> host.plan().host().name())
        .containsExactly("worker1");
    assertThat(Files.readAllLines(operator.store().resolve("journal.jsonl")))
        .singleElement()
        .asString()
        .contains("create /home/ubuntu/worker1.pem: failed: a bug in kprov", "\"worker2\":[");
    Operator.Ran up = operator.up();
    assertThat(up.exit()).as(up.toString()).isZero();
  }

  private Conclusion upWithABugOn(String host, Operator operator) throws Exception {
    Workstation workstation =
        new Workstation(
            folder,
            Optional.empty(),
            (_, _) -> Optional.empty(),
            LoginQuestions.NOBODY,
            "kprov trust",
            InstantSource.system());
    Connector hosts = new SshConnector(workstation, Deadlines.USUAL.connect());
    return new Run(
            ClusterFiles.read(
                operator.inventory(), Map.of(), new dev.kprov.config.Operator(folder, "operator")),
            RequestModel.up(4, Path.of("/nonexistent/config")),
            new WithBug(hosts, host),
            _ -> {},
            InstantSource.system(),
            new Cancellation())
        .up();
  }
}
