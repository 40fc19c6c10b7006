package dev.kprov.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.pki.ItemId;
import dev.kprov.state.Fact;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {

  @Test
  void onEmptyHostsEverythingIsIssuedAndEveryFileIsMade() {
    Plan plan = Worlds.fresh().plan();

    assertThat(PlanText.local(plan))
        .containsExactly(
            "issue authority ca: never issued (new key)",
            "issue key pair service-account: never issued (new key)",
            "issue certificate kubernetes: never issued (new key)",
            "issue certificate admin: never issued (new key)",
            "issue certificate kube-proxy: never issued (new key)",
            "issue certificate node of control0: never issued (new key)",
            "issue certificate node of control1: never issued (new key)",
            "issue certificate node of worker0: never issued (new key)",
            "issue kubeconfig admin: never issued (same key)",
            "issue kubeconfig kube-proxy: never issued (same key)",
            "issue kubeconfig node of control0: never issued (same key)",
            "issue kubeconfig node of control1: never issued (same key)",
            "issue kubeconfig node of worker0: never issued (same key)",
            "issue encryption key encryption: never issued (new key)");
    assertThat(PlanText.on(plan, "control0"))
        .hasSize(12)
        .contains("create /home/ubuntu/ca-key.pem");
    assertThat(PlanText.on(plan, "worker0"))
        .containsExactly(
            "create /home/ubuntu/ca.pem",
            "create /home/ubuntu/worker0-key.pem",
            "create /home/ubuntu/worker0.pem",
            "create /home/ubuntu/worker0.kubeconfig",
            "create /home/ubuntu/kube-proxy.kubeconfig");
    assertThat(PlanText.on(plan, "gateway")).isEmpty();
  }

  @Test
  void aConvergedClusterNeedsNothing() {
    Plan plan = Worlds.converged().plan();

    assertThat(plan.pending()).isFalse();
    assertThat(plan.blocked()).isFalse();
    assertThat(plan.findings()).isEmpty();
    assertThat(plan.hosts()).allSatisfy(host -> assertThat(host.findings()).isEmpty());
  }

  @Test
  void aNewWorkerCostsOneCertificateAndTouchesOneHost() {
    Worlds worlds = Worlds.converged().add("worker1", KubenetLike.WORKER, "192.168.1.15");

    Plan plan = worlds.plan();

    assertThat(PlanText.local(plan))
        .containsExactly(
            "issue certificate node of worker1: never issued (new key)",
            "issue kubeconfig node of worker1: never issued (same key)");
    assertThat(PlanText.hosts(plan))
        .hasSize(5)
        .allMatch(line -> line.startsWith("worker1: create"));
  }

  @Test
  void aNewApiAddressReissuesOneCertificateOnControlHostsOnly() {
    Plan plan = Worlds.converged().apiAddress("192.168.1.99").plan();

    String names = "names: + 192.168.1.99, - 192.168.1.21";
    assertThat(PlanText.local(plan))
        .containsExactly("issue certificate kubernetes: " + names + " (same key)");
    assertThat(PlanText.hosts(plan))
        .containsExactly(
            "control0: update /home/ubuntu/kubernetes.pem: " + names,
            "control1: update /home/ubuntu/kubernetes.pem: " + names);
  }

  @Test
  void twoPlansOfOneWorldAreEqual() {
    World world = Worlds.converged().apiAddress("192.168.1.99").world();

    assertThat(Planner.plan(world)).isEqualTo(Planner.plan(world));
  }

  @Test
  void aHostThatWasNotLookedAtIsNotReached() {
    World world = Worlds.converged().world();
    World blind =
        new World(
            world.inventory(),
            world.playbook(),
            world.targets(),
            java.util.Map.of(),
            java.util.Map.of(),
            java.util.Map.of(),
            world.store(),
            world.now(),
            Wishes.NONE,
            java.util.Map.of(),
            Written.NOTHING);

    Plan plan = Planner.plan(blind);

    assertThat(plan.anyReached()).isFalse();
    assertThat(plan.pending()).isFalse();
  }

  @Test
  void aHostOfAnotherArchitectureIsAnError() {
    Worlds worlds = Worlds.converged();
    worlds.host("worker0").machine("x86_64");

    assertThat(PlanText.findings(PlanText.host(worlds.plan(), "worker0")))
        .containsExactly("error arch: the inventory says arm64, but the host says x86_64");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      textBlock =
          """
          worker0  | worker0          | -
          worker0  | WORKER0          | -
          worker0  | ubuntu           | not worker0
          worker0  | worker01         | not worker0
          worker0  | worker0.kubenet  | not worker0, and so will its kubelet
          worker0  | Control1.kubenet | not worker0; control1 is another host of the inventory
          gateway  | gateway.kubenet  | -
          gateway  | localhost        | not gateway
          """)
  void aHostThatCallsItselfOtherwiseIsAWarning(String host, String name, @Nullable String told) {
    Worlds worlds = Worlds.converged();
    worlds.host(host).calledItself(name);

    assertThat(PlanText.findings(PlanText.host(worlds.plan(), host)))
        .isEqualTo(
            told == null
                ? List.of()
                : List.of("warning hostname: the host calls itself " + name + ", " + told));
  }

  /**
   * For random drift of one file, exactly that path is in the plan, and carrying it out mends it.
   */
  @RepeatedTest(60)
  void driftOfOneFileIsPlannedAndMendedAlone(RepetitionInfo run) {
    RandomGenerator random = RandomGeneratorFactory.getDefault().create(run.getCurrentRepetition());
    Worlds worlds = Worlds.converged();
    List<HostPlan> hosts =
        worlds.plan().hosts().stream().filter(host -> host.tally().wanted() > 0).toList();
    HostPlan host = hosts.get(random.nextInt(hosts.size()));
    List<String> paths =
        worlds.world().playbook().desired(host.host()).files().stream()
            .map(file -> file.path().text())
            .toList();
    String path = paths.get(random.nextInt(paths.size()));
    drift(worlds.host(host.host().name()), path, random.nextInt(6));

    Plan plan = worlds.plan();

    assertThat(plan.local()).isEmpty();
    assertThat(plan.changes()).hasSize(1).allMatch(Change::pending);
    assertThat(PlanText.host(plan, host.host().name()).changes())
        .extracting(Change::subject)
        .containsExactly(path.replace("~", HostModel.HOME));
    assertThat(worlds.carryOut(plan).plan().changes()).isEmpty();
  }

  private static void drift(HostModel host, String path, int way) {
    Fact.RegularFile there = (Fact.RegularFile) host.at(path);
    String mode = there.stat().mode().toString();
    switch (way) {
      case 0 -> host.remove(path);
      case 1 -> host.put(path, HostModel.file(StoreModel.hash("x"), mode, "ubuntu", "ubuntu"));
      case 2 ->
          host.put(path, HostModel.file(there.hash().orElseThrow(), "0666", "ubuntu", "ubuntu"));
      case 3 -> host.put(path, HostModel.file(there.hash().orElseThrow(), mode, "root", "ubuntu"));
      case 4 -> host.put(path, new Fact.RegularFile(there.stat(), Optional.empty(), ""));
      default ->
          host.put(path, new Fact.Symlink(HostModel.stat(0120000, "0777", "ubuntu", "ubuntu")));
    }
  }

  /** Whatever happened: nothing is left to do after a plan that blocks nothing was carried out. */
  @RepeatedTest(60)
  void aPlanThatIsCarriedOutLeavesNothingToDo(RepetitionInfo run) {
    RandomGenerator random = RandomGeneratorFactory.getDefault().create(run.getCurrentRepetition());
    Worlds worlds = Worlds.converged();
    List<Consumer<Worlds>> events =
        List.of(
            w -> w.apiAddress("192.168.1.77"),
            w -> w.after(Duration.ofDays(1800)),
            w -> w.after(Duration.ofDays(2400)),
            w -> w.add("worker1", KubenetLike.WORKER, "192.168.1.15"),
            w -> w.add("control2", KubenetLike.CONTROL, "192.168.1.13"),
            w -> w.host("control1").empty(),
            w -> w.store().lose("control0.pem"),
            w -> w.store().lose("worker0-key.pem"),
            w -> w.store().lose("service-account.pem"),
            w -> w.store().forget(KubenetLike.CA),
            w -> w.store().forget(KubenetLike.API),
            w -> w.store().lose("kube-proxy.kubeconfig"),
            w -> w.store().replaceKey(KubenetLike.ADMIN, Optional.empty()));
    for (int i = 0; i < 3; i++) {
      events.get(random.nextInt(events.size())).accept(worlds);
    }

    Plan plan = worlds.plan();

    assertThat(plan.blocked()).as("%s", plan).isFalse();
    assertThat(worlds.carryOut(plan).plan().changes()).isEmpty();
  }

  @Test
  void aConvergedWorldOfManyHostsNeedsNothing() {
    Worlds worlds = Worlds.fresh();
    for (int i = 1; i < 1500; i++) {
      worlds.add("worker" + i, KubenetLike.WORKER, "10.1." + i / 250 + "." + (1 + i % 250));
    }
    worlds.carryOut(worlds.plan());
    World world = worlds.world();

    assertThat(Planner.plan(world).changes()).isEmpty();
    Judge judge = new Judge(world);
    assertThat(world.inventory().hosts().stream().flatMap(h -> judge.verdicts(h).stream()))
        .allMatch(Verdict::good);
  }

  @Test
  void itemsAreToldApartByTheirSection() {
    assertThat(KubenetLike.ADMIN.toString()).isEqualTo("certificate admin");
    assertThat(KubenetLike.ADMIN_CONFIG.key()).isEqualTo("kubeconfig/admin");
    assertThat(ItemId.of(ItemId.Section.KEY_PAIR, "sa").key()).isEqualTo("key-pair/sa");
    assertThat(KubenetLike.node("worker0").key()).isEqualTo("certificate/node/worker0");
  }
}
