package dev.kprov.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Mode;
import dev.kprov.base.RemotePath;
import dev.kprov.state.Fact;
import dev.kprov.state.LocalFile;
import dev.kprov.state.Match;
import dev.kprov.state.Resource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Files of the operator's machine, in plans. */
class CopiesTest {

  private static final String ETCD = "/home/ubuntu/etcd";

  private final Worlds worlds = Worlds.converged();
  private final HostModel worker = worlds.host("worker0");

  /** What the models of hosts say that every file has. */
  private static final Optional<Long> SIZE = Optional.of(100L);

  CopiesTest() {
    push(SIZE);
  }

  private void push(Optional<Long> size) {
    worlds.rewrite(
        Rewrites.placements(resources -> {
          List<Resource> all = new ArrayList<>(resources);
          if (resources.stream().anyMatch(one -> one.path().text().startsWith("~/worker"))) {
            all.add(etcd(size));
          }
          return all;
        }));
  }

  private static Resource.Copy etcd(Optional<Long> size) {
    return new Resource.Copy(
        new RemotePath("~/etcd"),
        new LocalFile(
            "bin/arm64/etcd", Path.of("bin/arm64/etcd"), StoreModel.hash("etcd"), size, false),
        new Mode(0755),
        "ubuntu",
        "");
  }

  private List<String> planned() {
    return PlanText.on(worlds.plan(), "worker0");
  }

  private void lies(String content, String mode) {
    worker.put("~/etcd", HostModel.file(StoreModel.hash(content), mode, "ubuntu", "ubuntu"));
  }

  @Test
  void oneThatIsMissingIsCreatedAndCounts() {
    assertThat(planned()).containsExactly("create " + ETCD);
    assertThat(PlanText.host(worlds.plan(), "worker0").tally().wanted()).isEqualTo(6);
    assertThat(PlanText.on(worlds.plan(), "control0")).isEmpty();
  }

  @Test
  void oneThatIsThereIsLeft() {
    lies("etcd", "0755");

    assertThat(planned()).isEmpty();
    assertThat(PlanText.host(worlds.plan(), "worker0").tally().found()).isEqualTo(6);
  }

  @Test
  void oneOfAnotherContentOrModeIsReplaced() {
    lies("other", "0644");

    assertThat(planned()).containsExactly("update " + ETCD + ": content differs; mode 0644 → 0755");
  }

  @Test
  void oneOfAnotherSizeNeedNotBeReadToBeAnother() {
    push(Optional.of(50_000_000L));
    lies("other", "0755");
    unread();

    assertThat(planned())
        .containsExactly("update " + ETCD + ": content differs; size: 100 → 50000000");
  }

  @Test
  void oneThatCannotBeReadIsReplaced() {
    lies("etcd", "0755");
    unread();

    assertThat(planned()).containsExactly("update " + ETCD + ": content cannot be read");
  }

  private void unread() {
    Fact.RegularFile there = (Fact.RegularFile) worker.at("~/etcd");
    worker.put("~/etcd", new Fact.RegularFile(there.stat(), Optional.empty(), ""));
  }

  @Test
  void oneThatNobodyLookedAtHereIsJudgedByItsHash() {
    push(Optional.empty());
    lies("etcd", "0755");
    assertThat(planned()).isEmpty();

    lies("other", "0755");
    assertThat(planned()).containsExactly("update " + ETCD + ": content differs");
  }

  @Test
  void nothingIsGivenToAHostOfAnotherArchitectureThanTheInventorySays() {
    worker.machine("x86_64").remove("~/worker0.pem");

    assertThat(planned())
        .containsExactly(
            "create /home/ubuntu/worker0.pem",
            "blocked files: what is pushed is for the architecture of the inventory: the inventory"
                + " says arm64, but the host says x86_64");
  }

  @Test
  void oneThatLiesOnAHostThatGetsNoneIsOfAnother() {
    HostModel gateway = worlds.host("gateway");
    gateway.stranger(new Match(new RemotePath("~"), "etcd", HostModel.file("etcd"), false));

    assertThat(PlanText.findings(PlanText.host(worlds.plan(), "gateway")))
        .containsExactly("error " + ETCD + ": a file of another host or role lies here");
  }
}
