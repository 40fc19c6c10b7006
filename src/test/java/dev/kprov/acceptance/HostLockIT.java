package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two operators with copies of one store work on the same hosts. */
class HostLockIT {

  private static final String BUSY = "worker1";

  /** A dd that, on its way to the stage of one file, waits as long as a file exists. */
  private static final String SLOW_DD =
      """
      #!/bin/sh
      case $* in
      *of=*/.kprov-*/ca.pem*) while [ -e /tmp/stop ]; do touch /tmp/stopped; sleep 0.05; done ;;
      esac
      exec /tmp/dd.real "$@"
      """;

  @TempDir private Path folder;
  @TempDir private Path copy;

  @Test
  void aHostThatAnotherOperatorIsChangingIsLeftAloneAndToldAndTheOthersConverge() throws Exception {
    Operator first = Layout.KUBENET.freshWithRoot(folder);
    Lab lab = first.lab();
    assertThat(first.up().exit()).isZero();
    Operator second = new Operator(lab, copy);
    copyStore(first, second);
    Homes made = Homes.of(lab);
    for (String host : Lab.HOSTS) {
      lab.shell(host, "rm -f /home/ubuntu/ca.pem");
    }
    slowDown(lab);

    CompletableFuture<Operator.Ran> working =
        CompletableFuture.supplyAsync(() -> second.up("--limit", BUSY));
    lab.shell(BUSY, "until [ -e /tmp/stopped ]; do sleep 0.05; done");
    Operator.Ran meanwhile = first.up();
    String held = lab.shell(BUSY, "cd /home/ubuntu; ls -A .kprov-lock");
    lab.shell(BUSY, "rm /tmp/stop");
    Operator.Ran done = working.join();
    Operator.Ran after = first.up();

    assertThat(meanwhile.exit()).as(meanwhile.toString()).isEqualTo(1);
    assertThat(meanwhile.errors())
        .singleElement()
        .asString()
        .matches(
            BUSY
                + ": another run of kprov is at work in /home/ubuntu"
                + " \\(run [0-9a-f]{12}, process \\d+, since 20[-0-9T:]+Z\\)");
    assertThat(meanwhile.err()).contains("hint: wait until it has ended, then run again");
    assertThat(meanwhile.out()).contains("1 of 7 hosts not as they should be: " + BUSY);
    assertThat(held).matches("[0-9a-f]{12}\\.\\d+\\.\\d+\\.[0-9a-f-]{36}");
    assertThat(done.exit()).as(done.toString()).isZero();
    assertThat(after.exit()).as(after.toString()).isZero();
    assertThat(Homes.of(lab).substance()).isEqualTo(made.substance());
  }

  @Test
  void whatAKilledApplyLeavesIsClearedByTheNextRun() {
    Operator operator = Layout.KUBENET.freshWithRoot(folder);
    Lab lab = operator.lab();
    assertThat(operator.up().exit()).isZero();
    Homes made = Homes.of(lab);
    lab.shell(BUSY, "rm /home/ubuntu/ca.pem");
    slowDown(lab);

    CompletableFuture<Operator.Ran> working = CompletableFuture.supplyAsync(operator::up);
    lab.shell(
        BUSY,
        "until [ -e /tmp/stopped ]; do sleep 0.05; done; cd /home/ubuntu/.kprov-lock;"
            + " for lock in *; do pid=${lock#*.}; kill -9 ${pid%%.*}; done; rm /tmp/stop");
    Operator.Ran killed = working.join();
    String left = lab.shell(BUSY, "cd /home/ubuntu; ls -dA .kprov-*");
    Operator.Ran after = operator.up();

    assertThat(killed.exit()).as(killed.toString()).isEqualTo(1);
    assertThat(killed.errors())
        .containsExactly(BUSY + ": the remote command was killed by signal KILL");
    assertThat(left.lines()).hasSize(2);
    assertThat(after.exit()).as(after.toString()).isZero();
    assertThat(Homes.of(lab).substance()).isEqualTo(made.substance());
  }

  /** The next apply on one host stops in its middle until {@code /tmp/stop} is removed. */
  private static void slowDown(Lab lab) {
    lab.shell(
        BUSY,
        "touch /tmp/stop; cp /usr/bin/dd /tmp/dd.real;"
            + " cat > /tmp/dd <<'END'\n"
            + SLOW_DD
            + "END\nchmod 0755 /tmp/dd /tmp/dd.real; mount --bind /tmp/dd /usr/bin/dd");
  }

  private static void copyStore(Operator from, Operator to) throws IOException {
    try (Stream<Path> files = Files.walk(from.store())) {
      for (Path file : files.toList()) {
        Path target = to.store().resolve(from.store().relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
