package dev.kprov.plan;

import static dev.kprov.plan.KubenetLike.CA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.RemotePath;
import dev.kprov.pki.HostMark.Kind;
import dev.kprov.state.Fact;
import dev.kprov.state.Match;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A host leaves the cluster with nothing of it, and nothing is put there again by mistake. */
class RetirementTest {

  private static final String MARK = "mark worker0 as retired [certificate/node/worker0]";

  @Test
  void allThatThePlaybookPutsThereIsRemovedAndTheHostIsMarked() {
    Plan plan = Worlds.converged().leave("worker0", Kind.RETIRED).plan();

    assertThat(PlanText.local(plan)).containsExactly(MARK);
    assertThat(PlanText.hosts(plan))
        .containsExactlyInAnyOrder(
            "worker0: remove /home/ubuntu/ca.pem",
            "worker0: remove /home/ubuntu/worker0.pem",
            "worker0: remove /home/ubuntu/worker0-key.pem",
            "worker0: remove /home/ubuntu/worker0.kubeconfig",
            "worker0: remove /home/ubuntu/kube-proxy.kubeconfig");
    assertThat(PlanText.findings(PlanText.host(plan, "worker0"))).isEmpty();
  }

  @Test
  void aSecondTimeThereIsNothingToDo() {
    Worlds worlds = Worlds.converged().leave("worker0", Kind.RETIRED);

    assertThat(worlds.carryOut(worlds.plan()).plan().changes()).isEmpty();
    assertThat(PlanText.host(worlds.plan(), "worker0").tally()).isEqualTo(new Tally(0, 0, 0));
  }

  @Test
  void afterwardsTheHostIsLeftAloneUntilItIsLetInAgain() {
    Worlds worlds = Worlds.converged().leave("worker0", Kind.RETIRED);
    worlds.carryOut(worlds.plan()).asUsual().after(Duration.ofDays(1815));

    Change.Blocked blocked = PlanText.blockedOn(worlds.plan(), "worker0");
    assertThat(blocked.cause()).isEqualTo("it was retired on 2026-03-01, and gets nothing since");
    assertThat(blocked.remedy()).contains("kprov retire INVENTORY worker0 --undo");
    assertThat(PlanText.local(worlds.plan()))
        .isNotEmpty()
        .noneMatch(line -> line.contains("worker0"));

    worlds.leave("worker0", Kind.READMITTED);
    assertThat(PlanText.local(worlds.plan()))
        .containsExactly("mark worker0 as readmitted [certificate/node/worker0]");
    worlds.carryOut(worlds.plan()).asUsual();
    assertThat(PlanText.on(worlds.plan(), "worker0"))
        .hasSize(5)
        .allMatch(l -> l.startsWith("create"));
  }

  @Test
  void aHostThatIsDownIsNotMarked() {
    Worlds worlds = Worlds.converged().leave("worker0", Kind.RETIRED);
    worlds.host("worker0").down();

    Change.Blocked blocked = PlanText.blocked(worlds.plan());

    assertThat(blocked.remedy()).endsWith("kprov retire INVENTORY worker0 --gone");
    assertThat(worlds.plan().pending()).isFalse();
  }

  @Test
  void aHostThatIsGoneIsMarkedAndNobodyIsAsked() {
    Plan plan = Worlds.converged().leave("worker0", Kind.GONE).plan();

    assertThat(PlanText.local(plan))
        .containsExactly("mark worker0 as gone [certificate/node/worker0]");
    assertThat(plan.hosts()).isEmpty();
  }

  @Test
  void copiesUnderOtherNamesAreRemovedAndRealStrangersAreTold() {
    Worlds worlds = Worlds.converged();
    Fact copy = worlds.host("worker0").at("~/worker0-key.pem");
    worlds
        .host("worker0")
        .stranger(new Match(new RemotePath("~"), "copy.pem", copy, true))
        .stranger("~/own.pem", true);

    Plan plan = worlds.leave("worker0", Kind.RETIRED).plan();

    assertThat(PlanText.on(plan, "worker0")).contains("remove /home/ubuntu/copy.pem").hasSize(6);
    assertThat(PlanText.findings(PlanText.host(plan, "worker0")))
        .containsExactly("error /home/ubuntu/own.pem: a stranger that holds a private key");
  }

  @Test
  void theOnlyCopyOfWhatCannotBeReplacedStays() {
    Worlds worlds = Worlds.converged();
    worlds.store().lose("ca-key.pem");

    Plan plan = worlds.leave("control0", Kind.RETIRED).plan();

    Change.Blocked blocked = PlanText.blockedOn(plan, "control0");
    assertThat(blocked.subject()).isEqualTo("/home/ubuntu/ca-key.pem");
    assertThat(blocked.cause())
        .isEqualTo("the store has no copy of it, and nothing can replace authority ca");
    assertThat(PlanText.blocked(plan).subject()).isEqualTo("host control0");
  }

  @Test
  void aHostOfAnotherClusterKeepsItsFiles() {
    Worlds worlds = Worlds.converged();
    Sketch other = Sketch.of(worlds.store().certificate(CA)).overAnotherKey();
    worlds.host("worker0").putCertificate("~/ca.pem", other);

    Plan plan = worlds.leave("worker0", Kind.RETIRED).plan();

    assertThat(PlanText.blockedOn(plan, "worker0").cause())
        .startsWith("it holds another authority");
    assertThat(plan.pending()).isFalse();
  }

  @Test
  void whatSomebodyPutInPlaceOfAFileIsRemovedUnlessItIsADirectory() {
    Worlds worlds = Worlds.converged();
    worlds.host("worker0").put("~/ca.pem", HostModel.directory("0755", "ubuntu", true));

    assertThat(PlanText.on(worlds.leave("worker0", Kind.RETIRED).plan(), "worker0")).hasSize(4);
  }

  @Test
  void certificatesOfARetiredHostAreNotListed() {
    Worlds worlds = Worlds.converged().leave("worker0", Kind.RETIRED);
    worlds.carryOut(worlds.plan()).asUsual();

    assertThat(Survey.of(worlds.world()))
        .isNotEmpty()
        .noneMatch(entry -> entry.item().host().filter("worker0"::equals).isPresent());
  }
}
