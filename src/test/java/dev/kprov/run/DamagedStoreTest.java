package dev.kprov.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.RunFailure;
import dev.kprov.base.StorePath;
import dev.kprov.config.ClusterDefinition;
import dev.kprov.config.ClusterFiles;
import dev.kprov.config.Operator;
import dev.kprov.fuzz.Mutations;
import dev.kprov.inventory.Selector;
import dev.kprov.pki.StoreState;
import dev.kprov.plan.Change;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Planner;
import dev.kprov.plan.Wishes;
import dev.kprov.plan.World;
import dev.kprov.plan.Written;
import dev.kprov.store.Holder;
import dev.kprov.store.Store;
import dev.kprov.store.StoreWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A store one of whose files was damaged is read, and a plan can be made; only a ledger that lies
 * ends the run.
 */
class DamagedStoreTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final List<String> PIECES =
      List.of("{", "}", "\"", ",", "\n", "null", "-----BEGIN CERTIFICATE-----\n", "key: ", "- ");

  @TempDir private static Path folder;
  private static ClusterDefinition cluster;
  private static Store store;

  @BeforeAll
  static void aWholeStore() throws Exception {
    Path good = Path.of("src/test/resources/config/good");
    Path inventory = Files.copy(good.resolve("inventory.yaml"), folder.resolve("inventory.yaml"));
    Files.copy(good.resolve("playbook.yaml"), folder.resolve("playbook.yaml"));
    cluster = ClusterFiles.read(inventory, Map.of(), new Operator(folder, "op"));
    store = Store.at(folder.resolve("store"));
    List<Change> everything =
        cluster.playbook().pki().items().stream()
            .<Change>map(
                item -> new Change.Issue(item, List.of("never issued"), true, Optional.empty()))
            .toList();
    Cancellation none = new Cancellation();
    try (FreshKeys fresh = new FreshKeys();
        StoreWriter writer = store.lock(new Holder(1, "op", "here", NOW, "test"))) {
      new Issuance(everything, cluster.playbook().pki(), read(), writer, NOW)
          .carryOut(fresh, none, _ -> {});
    }
  }

  private static StoreReader read() throws RunFailure {
    return StoreReader.read(store, cluster.playbook().pki());
  }

  @Test
  void aWholeStoreNeedsNothing() throws RunFailure {
    assertThat(plan(read().state()).local()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ca.crt", "ca.key", "api.key", "sa.pub", "worker0.conf", "encryption.yaml"})
  void aDamagedFileIsToldOrMadeAnew(String name) throws Exception {
    Path file = store.folder().resolve(name);
    byte[] good = Files.readAllBytes(file);
    Mutations.of(
        30,
        good,
        PIECES,
        damaged -> {
          Files.write(file, damaged);
          readAndPlan();
        });
    Files.write(file, good);
  }

  @Test
  void aDamagedLedgerIsReadOrRefused() throws Exception {
    Path file = store.folder().resolve("ledger.jsonl");
    byte[] good = Files.readAllBytes(file);
    Mutations.of(
        150,
        good,
        PIECES,
        damaged -> {
          Files.write(file, damaged);
          readAndPlan();
        });
    Files.write(file, good);
  }

  /** Or it is refused, where somebody wrote something beside a certificate. */
  @ParameterizedTest
  @ValueSource(
      strings = {"ca.crt", "ca.key", "api.key", "sa.pub", "worker0.conf", "encryption.yaml"})
  void aPublicExportSaysOfADamagedFileWhatTheStoreSays(String name) throws Exception {
    Path file = store.folder().resolve(name);
    byte[] good = Files.readAllBytes(file);
    assertThat(sameOnAnExport()).isTrue();
    AtomicInteger compared = new AtomicInteger();
    Mutations.of(
        10,
        good,
        PIECES,
        damaged -> {
          Files.write(file, damaged);
          compared.addAndGet(sameOnAnExport() ? 1 : 0);
        });
    assertThat(compared).hasValueGreaterThan(2);
    Files.write(file, good);
  }

  private static boolean sameOnAnExport() throws Exception {
    Path folder = Files.createTempDirectory(DamagedStoreTest.folder, "export");
    try {
      new PublicExport(errand()).writeTo(folder);
    } catch (RunFailure e) {
      assertThat(e).hasMessageContaining("holds more than certificates");
      return false;
    }
    Store export = Store.at(folder);
    StoreState here = StoreReader.read(export, cluster.playbook().pki()).state();
    StoreState there = read().state();
    assertThat(plan(here)).isEqualTo(plan(there));
    assertThat(here.ledger()).isEqualTo(there.ledger());
    assertThat(here.holdings().keySet()).isEqualTo(there.holdings().keySet());
    there
        .holdings()
        .forEach((id, holding) -> {
          assertThat(here.of(id).files()).isEqualTo(holding.files());
          assertThat(here.of(id).key()).isEqualTo(holding.key());
          assertThat(here.of(id).certificate()).isEqualTo(holding.certificate());
          assertThat(here.of(id).encryption()).isEqualTo(holding.encryption());
          assertThat(here.of(id).damage()).isEqualTo(holding.damage());
        });
    List<StorePath> files = List.copyOf(cluster.playbook().pki().byFile().keySet());
    assertThat(export.digest(files)).isEqualTo(store.digest(files));
    return true;
  }

  private static StoreErrand errand() {
    Request request =
        new Request(
            Selector.ALL,
            Optional.of(store.folder()),
            1,
            false,
            ReissueOrder.NONE,
            Optional.empty(),
            Wishes.Prune.NOTHING,
            Duration.ZERO,
            new Actor(1, "op", "here", "test"),
            Deadlines.USUAL,
            List.of(),
            (_, _) -> Optional.empty(),
            (_, _, _, _) -> Optional.empty());
    return new StoreErrand(cluster, request, () -> NOW, new Cancellation(), _ -> {});
  }

  private static void readAndPlan() {
    try {
      plan(read().state());
    } catch (RunFailure e) {
      assertThat(e.kind()).isEqualTo(RunFailure.Kind.BAD_FILE);
      assertThat(e.problems()).isNotEmpty();
    }
  }

  /** A plan without hosts: only the store is looked at. */
  private static Plan plan(StoreState state) {
    return Planner.plan(
        new World(
            cluster.inventory(),
            cluster.playbook(),
            Set.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            state,
            NOW,
            Wishes.NONE,
            Map.of(),
            Written.NOTHING));
  }
}
