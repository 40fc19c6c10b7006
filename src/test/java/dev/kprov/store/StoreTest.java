package dev.kprov.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.pki.HostMark;
import dev.kprov.pki.LedgerEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Holder HOLDER = new Holder(7, "ann", "laptop", NOW, "kprov up x.yaml");
  private static final StorePath CERT = new StorePath("ca.pem");
  private static final StorePath KEY = new StorePath("hosts/cp1/kubelet.key");
  private static final LedgerEntry ENTRY =
      new LedgerEntry(
          NOW,
          "authority/ca",
          "never issued",
          Sha256.of(new byte[1]),
          Optional.of(
              new LedgerEntry.Signed(
                  "5f",
                  "C=PL, O=Kraków \"1\"",
                  List.of("a", "10.0.0.1"),
                  NOW,
                  NOW.plusSeconds(1),
                  Sha256.of(new byte[2]),
                  Sha256.of(new byte[3]))));
  private static final LedgerEntry BARE =
      new LedgerEntry(NOW, "key-pair/sa", "recovered", Sha256.of(new byte[4]), Optional.empty());

  @TempDir private Path parent;
  private Path folder = Path.of("unset");
  private Store store;

  @BeforeEach
  void placeTheStoreWhereNothingIs() throws RunFailure {
    folder = parent.resolve("pki/kubenet");
    store = Store.at(folder);
  }

  private void write(StorePath path, String text) throws RunFailure {
    try (StoreWriter writer = store.lock(HOLDER)) {
      writer.write(List.of(NewFile.open(path, text.getBytes(StandardCharsets.UTF_8))));
    }
  }

  private void append(LedgerEntry... entries) throws RunFailure {
    try (StoreWriter writer = store.lock(HOLDER)) {
      writer.append(List.of(entries));
    }
  }

  @Test
  void whatBecameOfAHostIsRemembered() throws Exception {
    append(ENTRY);
    Instant later = NOW.plusSeconds(60);
    List<String> items = List.of("certificate/node/worker0");
    try (StoreWriter writer = store.lock(HOLDER)) {
      writer.append(new HostMark(NOW, "worker0", HostMark.Kind.READMITTED, items));
      writer.append(new HostMark(later, "worker0", HostMark.Kind.GONE, items));
    }

    assertThat(store.ledger().retired("worker0")).contains(later);
    assertThat(store.ledger().retired("worker1")).isEmpty();
    assertThat(store.ledger().entries()).hasSize(1);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> folder.relativize(f).toString())
          .sorted()
          .toList();
    }
  }

  private static void assertProblem(RunFailure.Kind kind, String text, Action action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(RunFailure.class, f -> assertThat(f.kind()).isEqualTo(kind))
        .hasMessageContaining(text);
  }

  private interface Action {
    void run() throws Exception;
  }

  @Test
  void readingAStoreThatDoesNotExistFindsNothingAndMakesNothing() throws RunFailure {
    assertThat(store.readSecret(CERT)).isEmpty();
    assertThat(store.readSecret(KEY)).isEmpty();
    assertThat(store.ledger().entries()).isEmpty();
    assertThat(store.notes(List.of(KEY)))
        .extracting(Problem::message)
        .containsExactly(folder + " does not exist yet");
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void theFolderIsTheOwnersAloneAndKeptOutOfGit() throws Exception {
    store.lock(HOLDER).close();
    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(mode(parent.resolve("pki"))).isEqualTo("rwx------");
    assertThat(folder.resolve(".gitignore")).hasContent("*\n");
    assertThat(names()).containsExactly(".gitignore", "lock");
  }

  @Test
  void filesAreReadBackWithTheModesOfTheirKind() throws Exception {
    try (StoreWriter writer = store.lock(HOLDER)) {
      writer.write(
          List.of(
              NewFile.secret(KEY, Secret.of(new byte[] {1, 2})),
              NewFile.open(CERT, new byte[] {3})));
    }
    assertThat(bytes(CERT)).containsExactly(3);
    assertThat(bytes(KEY)).containsExactly(1, 2);
    assertThat(mode(folder.resolve("ca.pem"))).isEqualTo("rw-r--r--");
    assertThat(mode(folder.resolve("hosts/cp1/kubelet.key"))).isEqualTo("rw-------");
    assertThat(mode(folder.resolve("hosts/cp1"))).isEqualTo("rwx------");
    assertThat(names())
        .containsExactly(".gitignore", "ca.pem", "generation", "hosts/cp1/kubelet.key", "lock");
  }

  @Test
  void aFileThatWasWideIsNarrowAfterTheNextWrite() throws Exception {
    write(KEY, "old");
    assertThat(store.notes(List.of(KEY)))
        .map(Problem::message)
        .containsExactly(folder.resolve("hosts/cp1/kubelet.key") + " is open to other users");
    try (StoreWriter writer = store.lock(HOLDER)) {
      writer.write(List.of(NewFile.secret(KEY, Secret.of(new byte[1]))));
    }
    assertThat(store.notes(List.of(KEY))).isEmpty();
  }

  @Test
  void wideModesAreToldAndMendedWithoutTouchingTheContent() throws Exception {
    write(KEY, "old");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(store.notes(List.of(KEY))).hasSize(2);
    try (StoreWriter writer = store.lock(HOLDER)) {
      writer.tighten(List.of(KEY, CERT));
    }
    assertThat(store.notes(List.of(KEY))).isEmpty();
    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(folder.resolve("hosts/cp1/kubelet.key")).hasContent("old");
  }

  @Test
  void aSymlinkIsReadButToldAndReplacedByTheNextWrite() throws Exception {
    write(CERT, "one");
    Path elsewhere = Files.writeString(parent.resolve("elsewhere"), "two");
    Files.delete(folder.resolve("ca.pem"));
    Files.createSymbolicLink(folder.resolve("ca.pem"), elsewhere);
    assertThat(bytes(CERT)).asString().isEqualTo("two");
    assertThat(store.notes(List.of(CERT)))
        .map(Problem::message)
        .contains(folder.resolve("ca.pem") + " is a symlink");
    write(CERT, "three");
    assertThat(folder.resolve("ca.pem")).isRegularFile().hasContent("three");
    assertThat(Files.isSymbolicLink(folder.resolve("ca.pem"))).isFalse();
    assertThat(elsewhere).hasContent("two");
  }

  @Test
  void aSymlinkIntoNowhereIsNotAnAbsentFile() throws Exception {
    store.lock(HOLDER).close();
    Files.createSymbolicLink(folder.resolve("ca.pem"), Path.of("/mnt/not/mounted/ca.pem"));
    assertProblem(RunFailure.Kind.LOCAL_IO, "cannot read " + folder, () -> store.readSecret(CERT));
  }

  @Test
  void aFolderInAFilesPlaceIsToldWithItsPath() throws Exception {
    Files.createDirectories(folder.resolve("ca.pem/x"));
    String cause = folder.resolve("ca.pem") + ": is a directory";
    assertProblem(RunFailure.Kind.LOCAL_IO, "cannot read " + cause, () -> store.readSecret(CERT));
    assertProblem(RunFailure.Kind.LOCAL_IO, "cannot write " + cause, () -> write(CERT, "x"));
    assertThat(names()).containsExactly(".gitignore", "generation", "lock");
  }

  @Test
  void aFileInTheFoldersPlaceIsToldWithItsPath() throws Exception {
    Files.createDirectories(parent.resolve("pki"));
    Files.writeString(folder, "x");
    assertProblem(RunFailure.Kind.LOCAL_IO, folder.toString(), () -> store.lock(HOLDER));
  }

  @Test
  void aHugeFileIsRefusedBySize() throws Exception {
    store.lock(HOLDER).close();
    Files.write(folder.resolve("ca.pem"), new byte[(1 << 20) + 1]);
    assertProblem(RunFailure.Kind.BAD_FILE, "larger than 1 MiB", () -> store.readSecret(CERT));
  }

  @Test
  void theLedgerRemembersEveryEntryInItsOrder() throws Exception {
    append(ENTRY);
    append(BARE, ENTRY);
    assertThat(store.ledger().entries()).containsExactly(ENTRY, BARE, ENTRY);
    assertThat(mode(folder.resolve("ledger.jsonl"))).isEqualTo("rw-------");
    assertThat(Files.readAllLines(folder.resolve("ledger.jsonl")))
        .hasSize(3)
        .allMatch(line -> line.startsWith("{\"time\":\"2026-11-22T10:00:00Z\",\"item\":\""));
  }

  @Test
  void aLastLineCutShortAnywhereCountsForNothingAndIsCutOffByTheNextWrite() throws Exception {
    append(ENTRY, BARE);
    Path ledger = folder.resolve("ledger.jsonl");
    byte[] whole = Files.readAllBytes(ledger);
    int first = Files.readAllLines(ledger).getFirst().getBytes(StandardCharsets.UTF_8).length + 1;
    for (int length = first + 1; length < whole.length - 1; length++) {
      Files.write(ledger, Arrays.copyOf(whole, length));
      assertThat(store.ledger().entries()).as("length " + length).containsExactly(ENTRY);
      assertThat(store.notes(List.of()))
          .map(Problem::message)
          .containsExactly("the last line of " + ledger + " is cut short");
    }
    append(BARE);
    assertThat(store.ledger().entries()).containsExactly(ENTRY, BARE);
    assertThat(store.notes(List.of())).isEmpty();
  }

  @Test
  void aWholeLastLineWithoutItsLineEndCounts() throws Exception {
    append(ENTRY);
    Path ledger = folder.resolve("ledger.jsonl");
    Files.writeString(ledger, Files.readString(ledger).strip());
    assertThat(store.ledger().entries()).containsExactly(ENTRY);
    append(BARE);
    assertThat(store.ledger().entries()).containsExactly(ENTRY, BARE);
  }

  @Test
  void zerosAfterALossOfPowerCountForNothing() throws Exception {
    append(ENTRY);
    Files.write(folder.resolve("ledger.jsonl"), new byte[300], StandardOpenOption.APPEND);
    assertThat(store.ledger().entries()).containsExactly(ENTRY);
    append(BARE);
    assertThat(store.ledger().entries()).containsExactly(ENTRY, BARE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "{}",
        "[]",
        "{\"time\":\"yesterday\"}",
        "{\"time\":1",
        "\u0000",
        "{\"time\":\"2026-11-22T10:00:00Z\",\"item\":\"a\",\"reason\":\"b\",\"key\":\"12\"}"
      })
  void aDamagedLineIsToldWithItsPlaceAndStopsTheRun(String line) throws Exception {
    append(ENTRY);
    Path ledger = folder.resolve("ledger.jsonl");
    String good = Files.readString(ledger);
    Files.writeString(ledger, good + line + "\n" + good + line + "\n");
    assertThatThrownBy(store::ledger)
        .isInstanceOfSatisfying(
            RunFailure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(RunFailure.Kind.BAD_FILE);
              assertThat(failure.problems()).hasSize(2).allMatch(p -> p.hint().isPresent());
            })
        .hasMessageContaining(ledger + ":2:1: this line is no entry of a ledger")
        .hasMessageContaining(ledger + ":4:1: ");
  }

  @Test
  void keysOfALaterVersionArePassedOver() throws Exception {
    append(BARE);
    Path ledger = folder.resolve("ledger.jsonl");
    Files.writeString(ledger, Files.readString(ledger).replace("{", "{\"since2\":{\"a\":[1]},"));
    assertThat(store.ledger().entries()).containsExactly(BARE);
  }

  @Test
  void whatDeadRunsWroteAsideIsRemovedByTheNextHolder() throws Exception {
    write(KEY, "x");
    Files.writeString(folder.resolve(".kprov-1.tmp"), "secret");
    Files.writeString(folder.resolve("hosts/cp1/.kprov-2.tmp"), "secret");
    store.lock(HOLDER).close();
    assertThat(names())
        .containsExactly(".gitignore", "generation", "hosts/cp1/kubelet.key", "lock");
  }

  @Test
  void aConvergedRunChangesNothingButTheLock() throws Exception {
    write(KEY, "x");
    append(ENTRY);
    Object before = snapshot();
    store.lock(HOLDER).close();
    assertThat(snapshot()).isEqualTo(before);
  }

  private Object snapshot() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> !file.endsWith("lock")).map(StoreTest::traits).toList();
    }
  }

  private static Map<String, Object> traits(Path file) {
    try {
      return Map.of(
          "path",
          file,
          "traits",
          Files.readAttributes(file, "unix:ino,mode,ctime,size,lastModifiedTime"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] bytes(StorePath path) throws RunFailure {
    return store.readSecret(path).orElseThrow().use(byte[]::clone);
  }
}
