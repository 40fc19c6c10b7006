package dev.kprov.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.crowd.Crowd;
import dev.kprov.pki.HostMark;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Pki;
import dev.kprov.plan.Change;
import dev.kprov.plan.HostPlan;
import dev.kprov.plan.Plan;
import dev.kprov.store.Holder;
import dev.kprov.store.Store;
import dev.kprov.store.StoreWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When which host is begun, on three control hosts, two workers and a gateway. */
@Timeout(60)
class RolloutTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path folder;
  private Store store;
  private Pki pki;
  private Plan plan;
  private IssueOrder order;
  private List<Change> changes;
  private final List<String> begun = new ArrayList<>();

  @BeforeEach
  void everythingIsToBeMade() throws Exception {
    Crowd crowd = new Crowd(folder, 6);
    var cluster = crowd.read();
    store = Store.at(crowd.store());
    pki = cluster.playbook().pki();
    plan = crowd.plan(cluster);
    order = new IssueOrder(plan, pki);
    changes = order.ordered(plan.issuance());
  }

  @Test
  void eachItemIsMadeOnceAndAfterItsParts() {
    List<ItemId> items = order.items().stream().map(Item::id).toList();

    assertThat(items)
        .containsExactlyInAnyOrderElementsOf(pki.items().stream().map(Item::id).toList());
    for (Item item : order.items()) {
      assertThat(items.subList(0, items.indexOf(item.id()))).containsAll(item.parts());
    }
    assertThat(changes)
        .extracting(Change::subject)
        .containsExactlyElementsOf(items.stream().map(ItemId::toString).toList());
  }

  @Test
  void whatOneHostGetsIsMadeBeforeWhatOnlyTheNextOneGets() {
    List<Integer> needed = hosts().stream().map(order::needed).toList();

    assertThat(needed).isSorted().doesNotHaveDuplicates();
    assertThat(order.items().subList(needed.getFirst(), order.items().size()))
        .noneMatch(Item::irreplaceable)
        .noneMatch(item -> item.id().toString().contains("control0"));
  }

  /** No key is made before all hosts are begun that can do without it. */
  @Test
  void aHostIsBegunWhileTheKeysOfTheNextOnesAreStillMade() throws Exception {
    Semaphore allowed = new Semaphore(keys(hosts().getFirst()));
    Rollout rollout =
        rollout(
            changes,
            host -> {
              begun.add(host.host().name());
              int next = begun.size();
              int most = next < hosts().size() ? keys(hosts().get(next)) : Integer.MAX_VALUE / 2;
              allowed.release(most - keys(host));
            });
    Issuance.Result result;
    try (FreshKeys fresh = new FreshKeys(new Gate(allowed));
        StoreWriter writer = store.lock(new Holder(1, "op", "here", NOW, "test"))) {
      result =
          new Issuance(changes, pki, StoreReader.read(store, pki), writer, NOW)
              .carryOut(fresh, new Cancellation(), rollout);
    }

    assertThat(result.failure()).isEmpty();
    assertThat(result.done()).isEqualTo(changes);
    assertThat(begun).containsExactly("control0", "control1", "control2", "worker1", "worker2");
  }

  @Test
  void aHostIsNotBegunBeforeAllThatItGetsIsThere() throws Exception {
    Rollout rollout = rollout(changes, host -> begun.add(host.host().name()));
    int first = order.needed(hosts().getFirst());

    rollout.stored(changes.subList(0, first - 1));
    assertThat(begun).isEmpty();
    rollout.stored(changes.subList(first - 1, first));
    assertThat(begun).containsExactly("control0");
    // What is missing in between keeps all behind it from being read back.
    rollout.stored(changes.subList(first + 1, changes.size()));
    assertThat(begun).containsExactly("control0");
    rollout.stored(changes.subList(first, first + 1));
    assertThat(begun).hasSize(5);
  }

  @Test
  void hostsWaitForWhatIsRememberedOfOneThatLeaves() throws Exception {
    Change mark = new Change.Mark("worker9", HostMark.Kind.RETIRED, List.of());
    List<Change> all = order.ordered(Stream.concat(Stream.of(mark), changes.stream()).toList());
    assertThat(all).endsWith(mark);
    Rollout rollout = rollout(all, host -> begun.add(host.host().name()));

    rollout.stored(changes);
    assertThat(begun).isEmpty();
    rollout.stored(List.of(mark));
    assertThat(begun).hasSize(5);
  }

  private Rollout rollout(List<Change> all, Consumer<HostPlan> begin) {
    StoreReader stock = new StoreReader(store, pki, order.items());
    return new Rollout(order, all, hosts(), stock, begin);
  }

  private List<HostPlan> hosts() {
    return plan.hosts().stream().filter(HostPlan::pending).toList();
  }

  /** How many keys must be made before a host can be begun. */
  private int keys(HostPlan host) {
    return Math.toIntExact(
        order.items().stream()
            .limit(order.needed(host))
            .filter(item -> FreshKeys.algorithm(item).isPresent())
            .count());
  }

  /** One thread, which does nothing that is not allowed. */
  private static final class Gate extends ThreadPoolExecutor {

    private final Semaphore allowed;

    Gate(Semaphore allowed) {
      super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
      this.allowed = allowed;
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable work) {
      allowed.acquireUninterruptibly();
    }
  }
}
