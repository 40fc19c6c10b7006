package dev.kprov.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.judge.Judge;
import dev.kprov.pki.LedgerEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full or may not be written, made with small mounts in memory; root only. */
class BadDiskTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Holder ME = new Holder(1, "me", "here", NOW, "kprov up");
  private static final StorePath KEY = new StorePath("ca-key.pem");
  private static final LedgerEntry ENTRY =
      new LedgerEntry(NOW, "a", "b", Sha256.of(new byte[0]), Optional.empty());

  @TempDir private Path disk;

  @BeforeEach
  void mountASmallDisk() {
    boolean mounted =
        Judge.of("mount").run("-t", "tmpfs", "-o", "size=64k", "tmpfs", disk).exit() == 0;
    assumeTrue(mounted, "only root can mount a small disk");
  }

  @AfterEach
  void unmountIt() {
    Judge.of("umount").run(disk);
  }

  private Store store() throws RunFailure {
    return Store.at(disk.resolve("store"));
  }

  private static void assertFailsWith(String cause, String hint, Action action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            RunFailure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(RunFailure.Kind.LOCAL_IO);
              assertThat(failure.problems().getFirst().hint().orElseThrow()).contains(hint);
            })
        .hasMessageEndingWith(cause);
  }

  private interface Action {
    void run() throws Exception;
  }

  @Test
  void aFullDiskKeepsTheOldFileWholeAndLeavesNothingBehind() throws Exception {
    try (StoreWriter writer = store().lock(ME)) {
      writer.write(List.of(NewFile.secret(KEY, Secret.of(new byte[] {1}))));
      Secret large = Secret.of(new byte[100_000]);
      assertFailsWith(
          "store/ca-key.pem: no space left on device",
          "free some space",
          () -> writer.write(List.of(NewFile.secret(KEY, large))));
      byte[] kept = writer.store().readSecret(KEY).orElseThrow().use(byte[]::clone);
      assertThat(kept).containsExactly(1);
      try (Stream<Path> files = Files.list(disk.resolve("store"))) {
        assertThat(files.filter(Disk::isAside)).isEmpty();
      }
    }
  }

  @Test
  void aLedgerLineThatDoesNotFitIsNotWrittenAtAll() throws Exception {
    try (StoreWriter writer = store().lock(ME)) {
      writer.append(List.of(ENTRY));
      List<LedgerEntry> many = Stream.generate(() -> ENTRY).limit(2000).toList();
      assertFailsWith(
          "store/ledger.jsonl: no space left on device",
          "free some space",
          () -> writer.append(many));
      assertThat(store().ledger().entries()).containsExactly(ENTRY);
      assertThat(store().notes(List.of())).isEmpty();
    }
  }

  @Test
  void aDiskThatMayNotBeWrittenIsToldButCanBeRead() throws Exception {
    try (StoreWriter writer = store().lock(ME)) {
      writer.append(List.of(ENTRY));
    }
    Judge.of("mount").run("-o", "remount,ro", disk).accepted();
    assertThat(store().ledger().entries()).containsExactly(ENTRY);
    assertFailsWith("store/lock: read-only file system", "--store", () -> store().lock(ME).close());
    Store fresh = Store.at(disk.resolve("new"));
    assertFailsWith("/new: read-only file system", "--store", () -> fresh.lock(ME).close());
  }
}
