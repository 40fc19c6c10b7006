package dev.kprov.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.judge.ChildJvm;
import dev.kprov.pki.LedgerEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one store, and one that is killed while it writes. */
class StoreProcessTest {

  private static final Instant SINCE = Instant.parse("2026-11-22T10:00:00Z");
  private static final Holder ME = new Holder(1, "me", "here", SINCE, "kprov verify");
  private static final StorePath KEY = new StorePath("ca-key.pem");
  private static final StorePath CERT = new StorePath("hosts/cp1/ca.pem");

  @TempDir private Path folder;

  /** The other process: takes the store and writes the same pair again and again. */
  static final class Other {

    private Other() {}

    public static void main(String[] args) throws RunFailure {
      Holder holder =
          new Holder(ProcessHandle.current().pid(), "ann", "laptop", SINCE, "kprov up x.yaml");
      try (StoreWriter writer = Store.at(Path.of(args[0])).lock(holder)) {
        for (long i = 0; i < Long.MAX_VALUE; i++) {
          byte[] content = content(i);
          writer.write(
              List.of(NewFile.secret(KEY, Secret.of(content)), NewFile.open(CERT, content)));
          writer.append(
              List.of(new LedgerEntry(SINCE, "n/" + i, "x", Sha256.of(content), Optional.empty())));
          System.out.println("written");
        }
      }
    }

    private static byte[] content(long number) {
      String line = Sha256.of(Long.toString(number).getBytes(StandardCharsets.US_ASCII)) + "\n";
      return line.repeat(200).getBytes(StandardCharsets.US_ASCII);
    }
  }

  private Process start() throws IOException {
    Process process = ChildJvm.of(Other.class, List.of(), folder.toString()).start();
    BufferedReader out = process.inputReader();
    assertThat(out.readLine()).isEqualTo("written");
    return process;
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aSecondRunIsToldWhoHoldsTheStoreUntilThatOneDies() throws Exception {
    Process other = start();
    assertThatThrownBy(() -> Store.at(folder).lock(ME))
        .isInstanceOfSatisfying(
            RunFailure.class, f -> assertThat(f.kind()).isEqualTo(RunFailure.Kind.LOCKED))
        .hasMessage(
            "another run holds the store %s: pid %d of ann@laptop since 2026-11-22T10:00:00Z"
                + " (kprov up x.yaml)",
            folder, other.pid());
    kill(other);
    try (StoreWriter writer = Store.at(folder).lock(ME)) {
      assertThat(writer.store().readSecret(KEY)).isPresent();
      assertThat(folder.resolve("lock")).content().startsWith("pid 1 of me@here");
    }
    assertThat(folder.resolve("lock")).isEmptyFile();
  }

  @Test
  void aRunThatIsKilledAnywhereLeavesEveryFileWholeAndALedgerThatIsRead() throws Exception {
    for (int round = 1; round <= 5; round++) {
      Process other = start();
      Thread.sleep(20L * round);
      kill(other);
      assertWhole(Store.at(folder).readSecret(KEY));
      assertWhole(Store.at(folder).readSecret(CERT));
      Store.at(folder).lock(ME).close();
      assertThat(Store.at(folder).ledger().entries()).isNotEmpty();
      assertThat(leftovers()).isEmpty();
    }
  }

  private static void assertWhole(Optional<Secret> content) {
    String text = content.orElseThrow().use(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    assertThat(text.lines().distinct()).hasSize(1);
    assertThat(text).hasSize(200 * 65);
  }

  private List<Path> leftovers() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Disk::isAside).toList();
    }
  }
}
