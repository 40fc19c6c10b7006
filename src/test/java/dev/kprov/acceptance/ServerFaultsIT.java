package dev.kprov.acceptance;

import static dev.kprov.acceptance.FaultyHost.BAD;
import static dev.kprov.acceptance.FaultyHost.GOOD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.house.Shows;
import dev.kprov.lab.FaultyLine.Direction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host that is far away, and one whose server is restarted while a run goes on. */
@Timeout(120)
class ServerFaultsIT {

  @TempDir private static Path folder;
  private static FaultyHost faulty;

  @BeforeAll
  static void aClusterOfWhichOneHostIsReachedByAFaultyLine() throws Exception {
    faulty = FaultyHost.make(folder);
  }

  @AfterAll
  static void hangUp() throws Exception {
    faulty.close();
  }

  @BeforeEach
  void drift() throws Exception {
    for (String host : List.of(BAD, GOOD)) {
      Files.writeString(
          faulty.home(host).resolve("kube-proxy.kubeconfig"), "x", StandardOpenOption.APPEND);
    }
  }

  @Test
  @Shows(table = "conditions", value = "a way of 200 ms to the host, each way | works")
  void aHostAFifthOfASecondAwayEachWayConverges() {
    faulty.line().isFar(Duration.ofMillis(200));

    assertConverged(faulty.up());

    faulty.line().heal();
  }

  @Test
  @Shows(
      table = "conditions",
      value = "an SSH server that is restarted between the look and the change | connects again")
  void aServerThatIsRestartedBetweenLookingAndChangingIsConnectedToAgain() throws Exception {
    Path go = faulty.home(GOOD).resolve("go");
    Path rc = faulty.home(GOOD).resolve(".bashrc");
    Files.writeString(rc, "while ! [ -e ~/go ]; do sleep 0.1; done\n"); // the plan waits for it
    CompletableFuture<Operator.Ran> up = CompletableFuture.supplyAsync(faulty::up);
    awaitThatBadIsLookedAt();

    faulty.lab().stop(BAD);
    faulty.lab().start(BAD);
    Files.createFile(go);

    Operator.Ran ran = up.get(90, TimeUnit.SECONDS);
    Files.delete(rc);
    Files.delete(go);
    assertConverged(ran);
  }

  /** It has answered, and nothing has been said for a while. */
  private static void awaitThatBadIsLookedAt() throws InterruptedException {
    long begin = faulty.line().passed(Direction.FROM_HOST);
    long before = -1;
    long now = begin;
    while (now == begin || now != before) {
      before = now;
      Thread.sleep(1500);
      now = faulty.line().passed(Direction.FROM_HOST);
    }
  }

  private static void assertConverged(Operator.Ran up) {
    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(faulty.homes()).isEqualTo(faulty.converged());
  }
}
