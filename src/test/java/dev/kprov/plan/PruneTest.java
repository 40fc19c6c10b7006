package dev.kprov.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.RemotePath;
import dev.kprov.base.Sha256;
import dev.kprov.pki.HostMark.Kind;
import dev.kprov.state.Fact;
import dev.kprov.state.Match;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What nobody wants on a host: told of, and removed where the operator wishes that. */
class PruneTest {

  private static final Instant NOVEMBER = Instant.parse("2026-11-01T08:00:00Z");
  private static final String OURS = "written by kprov on 2026-11-01 (run 3), wanted no more";

  private final Worlds worlds = Worlds.converged();

  private static Written.Left left(String... contents) {
    return new Written.Left(3, NOVEMBER, true, hashes(contents), Optional.empty(), false);
  }

  private static Written.Left secret(String content) {
    return new Written.Left(3, NOVEMBER, true, hashes(content), Optional.empty(), true);
  }

  private static Set<Sha256> hashes(String... contents) {
    return List.of(contents).stream().map(StoreModel::hash).collect(Collectors.toSet());
  }

  private List<String> findings(String host) {
    return PlanText.findings(PlanText.host(worlds.plan(), host));
  }

  private List<String> on(String host) {
    return PlanText.on(worlds.plan(), host);
  }

  /** A worker has a file in another directory, where kprov wrote it. */
  private void lies(String path, String content) {
    worlds
        .host("worker0")
        .put("/etc/old", HostModel.directory("0755", "ubuntu", true))
        .put(path, HostModel.file(content));
  }

  @Test
  void whatKprovWroteAndNobodyWantsIsToldAndStays() {
    lies("/etc/old/a.pem", "a");
    worlds.left("worker0", "/etc/old/a.pem", left("a"));

    assertThat(findings("worker0")).containsExactly("warning /etc/old/a.pem: " + OURS);
    assertThat(PlanText.host(worlds.plan(), "worker0").findings().getFirst().hint())
        .contains("kprov up --prune removes it");
    assertThat(worlds.plan().changes()).isEmpty();
  }

  @Test
  void withPruneItIsRemovedAndThatIsAll() {
    lies("/etc/old/a.pem", "a");
    worlds.left("worker0", "/etc/old/a.pem", left("a")).prune(true, false);

    Plan plan = worlds.plan();
    assertThat(PlanText.hosts(plan)).containsExactly("worker0: remove /etc/old/a.pem");
    assertThat(plan.changes())
        .singleElement()
        .isInstanceOfSatisfying(
            Change.Remove.class, remove -> assertThat(remove.reason()).contains(OURS));
    assertThat(findings("worker0")).isEmpty();
    worlds.carryOut(plan);
    assertThat(worlds.plan().changes()).isEmpty();
    assertThat(findings("worker0")).isEmpty();
  }

  @Test
  void removalsComeAfterAllThatIsWritten() {
    lies("/etc/old/a.pem", "a");
    worlds.host("worker0").remove("~/ca.pem");
    worlds.left("worker0", "/etc/old/a.pem", left("a")).prune(true, true);

    assertThat(on("worker0"))
        .containsExactly("create /home/ubuntu/ca.pem", "remove /etc/old/a.pem");
  }

  @Test
  void aSecretThatIsLeftIsAnError() {
    lies("/etc/old/a.key", "a");
    worlds.left("worker0", "/etc/old/a.key", secret("a"));

    assertThat(findings("worker0")).containsExactly("error /etc/old/a.key: " + OURS);
  }

  @Test
  void whatIsWantedIsNeverLeftOver() {
    for (String name : List.of("ca.pem", "worker0.pem", "worker0-key.pem")) {
      worlds.left("worker0", "/home/ubuntu/" + name, left("whatever it was"));
    }
    worlds.prune(true, true);

    assertThat(worlds.plan().changes()).isEmpty();
    assertThat(findings("worker0")).isEmpty();
  }

  @Test
  void whatIsWantedIsNotRemovedByAnotherWayThatLeadsToIt() {
    Fact wanted = worlds.host("worker0").at("~/ca.pem");
    Sha256 hash = ((Fact.RegularFile) wanted).hash().orElseThrow();
    worlds
        .host("worker0")
        .sees("/mnt/home/ubuntu", HostModel.directory("0755", "ubuntu", true))
        .sees("/mnt/home/ubuntu/ca.pem", wanted)
        .stranger(new Match(new RemotePath("/mnt/home/ubuntu"), "ca.pem", wanted, false));
    worlds
        .left(
            "worker0",
            "/mnt/home/ubuntu/ca.pem",
            new Written.Left(3, NOVEMBER, true, Set.of(hash), Optional.empty(), false))
        .prune(true, true);

    assertThat(worlds.plan().changes()).isEmpty();
    assertThat(findings("worker0")).isEmpty();
  }

  @Test
  void whatSomebodyChangedSinceIsLeft() {
    lies("/etc/old/a.pem", "changed");
    worlds.left("worker0", "/etc/old/a.pem", left("a")).prune(true, false);

    assertThat(worlds.plan().changes()).isEmpty();
    assertThat(findings("worker0"))
        .containsExactly("warning /etc/old/a.pem: " + OURS + ", and changed by somebody since");
  }

  @Test
  void whatIsNoFileAnyMoreIsLeft() {
    lies("/etc/old/a.pem", "a");
    worlds
        .host("worker0")
        .put("/etc/old/b.pem", new Fact.Symlink(HostModel.stat(0120000, "0777", "ubuntu", "root")))
        .put("/etc/old/c.pem", HostModel.directory("0755", "ubuntu", true))
        .put("/etc/old/d.pem", new Fact.Unreadable());
    for (String name : List.of("b", "c", "d", "missing")) {
      worlds.left("worker0", "/etc/old/" + name + ".pem", left("a"));
    }
    worlds.prune(true, false);

    assertThat(worlds.plan().changes()).isEmpty();
    assertThat(findings("worker0"))
        .containsExactly(
            "warning /etc/old/b.pem: " + OURS + ", and changed by somebody since",
            "warning /etc/old/d.pem: " + OURS + ", and nobody can tell whether it is that still");
  }

  @Test
  void whatARunDidNotSeeTheEndOfIsRemovedOnlyAsWhatWasLeftBefore() {
    lies("/etc/old/a.pem", "a");
    lies("/etc/old/b.pem", "b");
    worlds
        .left(
            "worker0",
            "/etc/old/a.pem",
            new Written.Left(4, NOVEMBER, false, hashes("a"), Optional.empty(), false))
        .left(
            "worker0",
            "/etc/old/b.pem",
            new Written.Left(4, NOVEMBER, false, Set.of(), Optional.empty(), false))
        .prune(true, false);

    assertThat(on("worker0")).containsExactly("remove /etc/old/a.pem");
    assertThat(findings("worker0"))
        .containsExactly(
            "warning /etc/old/b.pem: perhaps written by kprov on 2026-11-01 (run 4), which did not"
                + " see what came of it, and wanted no more");
  }

  @Test
  void whereTheDirectoryMayNotBeWrittenItIsBlockedAndTold() {
    lies("/etc/old/a.pem", "a");
    worlds.host("worker0").put("/etc/old", HostModel.directory("0755", "root", false));
    worlds.left("worker0", "/etc/old/a.pem", left("a")).prune(true, false);

    assertThat(on("worker0"))
        .containsExactly(
            "blocked /etc/old: it is not writable for ubuntu; so /etc/old/a.pem must wait");
    assertThat(findings("worker0")).hasSize(1);
  }

  @Test
  void whatIsLeftWherePushesOwnIsNoStrangerButCounted() {
    worlds.host("worker0").stranger("~/a.pem", false).put("~/a.pem", HostModel.file("stranger"));
    worlds.host("worker0").sees("/home/ubuntu", HostModel.directory("0755", "ubuntu", true));
    worlds.host("worker0").put("/home/ubuntu/a.pem", HostModel.file("stranger"));
    worlds.left("worker0", "/home/ubuntu/a.pem", left("stranger"));

    assertThat(findings("worker0")).containsExactly("warning /home/ubuntu/a.pem: " + OURS);
    assertThat(PlanText.host(worlds.plan(), "worker0").tally()).isEqualTo(new Tally(5, 6, 0));
    assertThat(worlds.prune(false, true).plan().changes()).isEmpty();
    assertThat(PlanText.on(worlds.prune(true, false).plan(), "worker0"))
        .containsExactly("remove /home/ubuntu/a.pem");
  }

  @Test
  void aHostOfAnotherClusterKeepsWhatItHas() {
    lies("/etc/old/a.pem", "a");
    worlds.left("worker0", "/etc/old/a.pem", left("a")).prune(true, true);
    Sketch other = Sketch.of(worlds.store().certificate(KubenetLike.CA)).overAnotherKey();
    worlds.host("worker0").putCertificate("~/ca.pem", other).stranger("~/b.pem", false);

    assertThat(PlanText.blockedOn(worlds.plan(), "worker0").cause())
        .startsWith("it holds another authority");
    assertThat(findings("worker0")).hasSize(2);
  }

  @Test
  void byAnEditedJournalNothingIsPruned() {
    lies("/etc/old/a.pem", "a");
    worlds.left("worker0", "/etc/old/a.pem", left("a")).doubt("line 2 cannot be read");
    assertThat(worlds.plan().changes()).isEmpty();

    worlds.prune(true, false);

    assertThat(PlanText.blocked(worlds.plan()).cause())
        .isEqualTo(
            "nothing is pruned by a journal that somebody has edited: line 2 cannot be read");
    assertThat(PlanText.hosts(worlds.plan())).isEmpty();
    assertThat(findings("worker0")).hasSize(1);
  }

  @Test
  void aRetiredHostLosesWhatIsLeftThereToo() {
    lies("/etc/old/a.pem", "a");
    worlds.left("worker0", "/etc/old/a.pem", left("a")).leave("worker0", Kind.RETIRED);

    assertThat(on("worker0")).hasSize(6).contains("remove /etc/old/a.pem");
  }

  @Test
  void strangersAreRemovedByTheirOwnWishAlone() {
    worlds.host("worker0").stranger("~/a.pem", false);
    assertThat(worlds.prune(true, false).plan().changes()).isEmpty();

    worlds.prune(false, true);

    assertThat(on("worker0")).containsExactly("remove /home/ubuntu/a.pem");
    assertThat(findings("worker0")).isEmpty();
  }

  @Test
  void whatAStrangerMayHaveDoneIsToldThoughItIsRemoved() {
    worlds.host("gateway").stranger("~/old-key.pem", true).stranger("~/ca.pem", false);
    worlds.prune(false, true);

    assertThat(on("gateway"))
        .containsExactly("remove /home/ubuntu/ca.pem", "remove /home/ubuntu/old-key.pem");
    assertThat(findings("gateway"))
        .containsExactly(
            "warning /home/ubuntu/ca.pem: a file of another host or role lies here",
            "warning /home/ubuntu/old-key.pem: a stranger that holds a private key");
    assertThat(PlanText.host(worlds.plan(), "gateway").findings().getLast().hint())
        .contains("find out how it came here; think of the key as leaked");
  }

  @Test
  void strangersOfAHostForRootAreRemovedWhereRootAloneWrites() {
    worlds.host("gateway").worksAs("root").stranger("~/a.pem", false);
    worlds.prune(false, true);

    Change.Remove removal = (Change.Remove) worlds.plan().changes().findFirst().orElseThrow();
    assertThat(removal.writer()).contains("ubuntu");
  }

  @Test
  void aSymlinkIsRemovedAndWhereItLeadsIsNot() {
    Fact link = new Fact.Symlink(HostModel.stat(0120000, "0777", "ubuntu", "ubuntu"));
    worlds.host("worker0").stranger(new Match(KubenetLike.HOME, "link.pem", link, false));
    worlds.prune(false, true);

    assertThat(on("worker0")).containsExactly("remove /home/ubuntu/link.pem");
  }

  @Test
  void ofTooManyStrangersNoneIsRemoved() {
    worlds.host("gateway").stranger("~/a.pem", false).unlisted(17);
    worlds.prune(false, true);

    assertThat(on("gateway"))
        .containsExactly(
            "blocked strangers: there are too many of them to be looked at, so none is removed");
    assertThat(findings("gateway")).hasSize(2);
  }

  @Test
  void aStrangerWhoseNameIsNoPathStays() {
    worlds
        .host("worker0")
        .stranger(new Match(KubenetLike.HOME, "a\n.pem", HostModel.file("stranger"), false));
    worlds.prune(false, true);

    assertThat(worlds.plan().changes()).isEmpty();
    assertThat(findings("worker0")).containsExactly("warning /home/ubuntu/a\n.pem: a stranger");
  }
}
