package dev.kprov.acceptance;

import static dev.kprov.acceptance.FaultyHost.BAD;
import static dev.kprov.acceptance.FaultyHost.GOOD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.house.Shows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host that is far away, and one whose server is restarted while a run goes on. */
@Timeout(120)
class ServerFaultsIT {

  @TempDir private static Path folder;
  @AutoClose private static FaultyHost faulty;

  @BeforeAll
  static void aClusterOfWhichOneHostIsReachedByAFaultyLine() throws Exception {
    faulty = FaultyHost.make(folder);
  }

  @BeforeEach
  void drift() throws Exception {
    faulty.drift();
  }

  @AfterEach
  void heal() throws Exception {
    faulty.line().heal();
    Files.deleteIfExists(loginFile());
    Files.deleteIfExists(go());
  }

  @Test
  @Shows(table = "conditions", value = "a way of 200 ms to the host, each way | works")
  void aHostAFifthOfASecondAwayEachWayConverges() {
    faulty.line().isFar(Duration.ofMillis(200));

    faulty.assertConverged(faulty.up());
  }

  @Test
  @Shows(
      table = "conditions",
      value = "an SSH server that is restarted between the look and the change | connects again")
  void aServerThatIsRestartedBetweenLookingAndChangingIsConnectedToAgain() throws Exception {
    Path log = folder.resolve("log");
    Files.writeString(loginFile(), "while ! [ -e ~/go ]; do sleep 0.1; done\n"); // the plan waits
    CompletableFuture<Operator.Ran> up =
        CompletableFuture.supplyAsync(() -> faulty.up("-v", "--log-file", log.toString()))
            .orTimeout(90, TimeUnit.SECONDS);
    try {
      awaitThatBadIsLookedAt(up, log);
      faulty.lab().restart(BAD);
    } finally {
      Files.createFile(go());
    }

    Operator.Ran ran = up.get();
    heal();
    faulty.assertConverged(ran);
    assertThat(Files.readString(log).split(BAD + ": logged in")).hasSize(3);
  }

  private static Path loginFile() {
    return faulty.home(GOOD).resolve(".bashrc");
  }

  private static Path go() {
    return faulty.home(GOOD).resolve("go");
  }

  /** A look is one exec, of which the log tells when it has ended. */
  private static void awaitThatBadIsLookedAt(CompletableFuture<?> up, Path log) throws Exception {
    while (!up.isDone()
        && (!Files.exists(log) || !Files.readString(log).contains(BAD + ": exec: "))) {
      Thread.sleep(20);
    }
  }
}
