package dev.kprov.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.playbook.Playbook;
import dev.kprov.playbook.Step;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of the operator's own kubeconfig. */
class MergesTest {

  private static final Step.MergeKubeconfig STEP =
      new Step.MergeKubeconfig("own", KubenetLike.ADMIN_CONFIG, false);
  private static final String CONTEXT = "admin@kubenet";
  private static final String FILE = "/home/me/.kube/config";

  @Test
  void aContextFollowsTheKubeconfigThatIsIssuedForIt() {
    Worlds worlds = Worlds.fresh().rewrite(MergesTest::merging).context("own", seen());

    assertThat(PlanText.local(worlds.plan()))
        .endsWith("merge context admin@kubenet in " + FILE + ": its kubeconfig is issued");
    assertThat(worlds.carryOut(worlds.plan()).plan().local()).isEmpty();

    worlds.reissue(false, KubenetLike.ADMIN);
    assertThat(PlanText.local(worlds.plan()))
        .endsWith("merge context admin@kubenet in " + FILE + ": its kubeconfig is issued");
  }

  @Test
  void whatSomebodyTookOutIsPutBack() {
    Worlds worlds = Worlds.converged().rewrite(MergesTest::merging);

    worlds.context("own", seen("user admin@kubenet: added"));

    assertThat(PlanText.local(worlds.plan()))
        .containsExactly("merge context admin@kubenet in " + FILE + ": user admin@kubenet: added");
  }

  @Test
  void whatIsAnotherClustersBlocksTheMergeAndNothingElse() {
    Worlds worlds = Worlds.converged().rewrite(MergesTest::merging);
    Change.Blocked bar = new Change.Blocked("context admin@kubenet", "is another's", "--as NAME");
    worlds.context("own", new OwnContext(CONTEXT, FILE, List.of(), Optional.of(bar)));
    worlds.host("worker0").remove("~/ca.pem");

    Plan plan = worlds.plan();

    assertThat(PlanText.local(plan)).containsExactly("blocked context admin@kubenet: is another's");
    assertThat(PlanText.on(plan, "worker0")).containsExactly("create /home/ubuntu/ca.pem");
  }

  @Test
  void whereTheKubeconfigCannotBeIssuedTheMergeWaitsWithoutAWord() {
    Worlds worlds = Worlds.fresh().rewrite(MergesTest::merging).context("own", seen());
    worlds.host("control0").down();

    assertThat(PlanText.local(worlds.plan()))
        .isNotEmpty()
        .noneMatch(line -> line.startsWith("merge"));
  }

  private static OwnContext seen(String... lacks) {
    return new OwnContext(CONTEXT, FILE, List.of(lacks), Optional.empty());
  }

  private static Playbook merging(Playbook playbook) {
    return new Playbook(
        playbook.name(),
        playbook.pki(),
        Stream.concat(playbook.steps().stream(), Stream.of(STEP)).toList());
  }
}
