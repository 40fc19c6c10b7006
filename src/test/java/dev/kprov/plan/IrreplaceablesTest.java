package dev.kprov.plan;

import static dev.kprov.plan.KubenetLike.ACCOUNTS;
import static dev.kprov.plan.KubenetLike.CA;
import static dev.kprov.plan.KubenetLike.ENCRYPTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.StorePath;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.Pki;
import dev.kprov.playbook.Playbook;
import dev.kprov.state.Fact;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Authorities, key pairs and encryption keys: what may be made, and what blocks. */
class IrreplaceablesTest {

  static final List<Fact> THINGS_IN_THE_WAY =
      List.of(
          HostModel.file("another cluster's"),
          new Fact.RegularFile(
              HostModel.stat(0100000, "0600", "root", "root"), Optional.empty(), ""),
          HostModel.directory("0755", "ubuntu", true),
          new Fact.Symlink(HostModel.stat(0120000, "0777", "ubuntu", "ubuntu")),
          new Fact.Special(HostModel.stat(0010000, "0644", "ubuntu", "ubuntu")),
          new Fact.Unreadable());

  @Test
  void oneHostThatIsDownBlocksAllOfThemThatItShallHold() {
    Worlds worlds = Worlds.fresh();
    worlds.host("control1").down();

    Plan plan = worlds.plan();

    assertThat(PlanText.local(plan))
        .containsExactly(
            "blocked authority ca: control1 could not be looked at, so it is not certain that no"
                + " such thing exists already",
            "blocked key pair service-account: control1 could not be looked at, so it is not"
                + " certain that no such thing exists already",
            "blocked encryption key encryption: control1 could not be looked at, so it is not"
                + " certain that no such thing exists already");
    assertThat(plan.pending()).isFalse();
    assertThat(PlanText.on(plan, "worker0")).containsExactly("blocked files: needs authority ca");
  }

  @Test
  void aHostThatShallHoldNoneOfThemMayBeDown() {
    Worlds worlds = Worlds.fresh();
    worlds.host("gateway").down();

    assertThat(worlds.plan().blocked()).isFalse();
  }

  @Test
  void aWorkerThatIsDownBlocksOnlyTheAuthorityOfWhichItHoldsAFile() {
    Worlds worlds = Worlds.fresh();
    worlds.host("worker0").down();

    Plan plan = worlds.plan();

    assertThat(PlanText.blocked(plan).subject()).isEqualTo("authority ca");
    assertThat(PlanText.local(plan))
        .filteredOn(line -> line.startsWith("issue"))
        .as("the key pair cannot be made, since its certificate needs the authority")
        .containsExactly("issue encryption key encryption: never issued (new key)");
  }

  @ParameterizedTest
  @FieldSource("THINGS_IN_THE_WAY")
  void whateverLiesInItsPlaceBlocksItAndNamesTheWaysOn(Fact fact) {
    Worlds worlds = Worlds.fresh();
    worlds.host("worker0").put("~/ca.pem", fact);

    Change.Blocked blocked = PlanText.blocked(worlds.plan());

    assertThat(blocked.subject()).isEqualTo("authority ca");
    assertThat(blocked.cause()).contains("worker0").contains("/home/ubuntu/ca.pem");
    assertThat(blocked.remedy()).contains("backup").contains("--assume-new-cluster");
  }

  @Test
  void theLimitDoesNotNarrowWhereIsLooked() {
    Worlds worlds = Worlds.fresh().limit("worker0");
    worlds.host("control0").put("~/ca-key.pem", HostModel.file("another cluster's"));

    assertThat(PlanText.blocked(worlds.plan()).cause())
        .isEqualTo("control0 holds /home/ubuntu/ca-key.pem, which is not from this store");
  }

  @Test
  void aLiveClusterWhoseStoreIsLostIsLeftAlone() {
    Worlds worlds = Worlds.converged();
    worlds.store().loseAll();

    Plan plan = worlds.plan();

    assertThat(plan.pending()).isFalse();
    assertThat(PlanText.local(plan))
        .containsExactly(
            "blocked authority ca: control0 holds /home/ubuntu/ca-key.pem, which is not from this"
                + " store",
            "blocked key pair service-account: control0 holds /home/ubuntu/service-account-key.pem,"
                + " which is not from this store",
            "blocked encryption key encryption: control0 holds /home/ubuntu/encryption-config.yaml,"
                + " which is not from this store");
    assertThat(PlanText.on(plan, "control0"))
        .containsExactly(
            "blocked files: needs authority ca; needs key pair service-account; needs encryption"
                + " key encryption");
    assertThat(PlanText.blockedOn(plan, "worker0").remedy())
        .isEqualTo("mend first what is blocked in the store");
  }

  @Test
  void aLiveClusterWhoseStoreIsLostIsLeftAloneWithAHostDownToo() {
    Worlds worlds = Worlds.converged();
    worlds.store().loseAll();
    worlds.host("control0").down();

    Plan plan = worlds.plan();

    assertThat(plan.pending()).isFalse();
    assertThat(PlanText.local(plan))
        .as("what a host holds says more than that another is down")
        .hasSize(3)
        .allMatch(line -> line.contains("control1 holds /home/ubuntu/"));
  }

  @Test
  void whatTheLedgerRecordsAndTheStoreHasLostIsNotMadeAgain() {
    Worlds worlds = Worlds.converged();
    worlds.store().lose(worlds.item(ENCRYPTION));
    for (HostModel host : worlds.hosts()) {
      host.empty();
    }

    Change.Blocked blocked = PlanText.blocked(worlds.plan());

    assertThat(blocked.cause())
        .isEqualTo("the ledger says that it was issued, but the store has lost it");
    assertThat(blocked.remedy()).contains("backup").contains("--assume-new-cluster");
  }

  @Test
  void withAssumeNewClusterTheLostIsMadeAgain() {
    Worlds worlds = Worlds.converged();
    worlds.store().lose(worlds.item(CA));
    worlds.assumeNewCluster();

    Plan plan = worlds.plan();

    assertThat(PlanText.local(plan))
        .startsWith(
            "issue authority ca: lost, and a new cluster is assumed (new key)",
            "issue key pair service-account: issuer changed (same key)",
            "issue certificate kubernetes: issuer changed (same key)");
    assertThat(plan.blocked()).isFalse();
    assertThat(worlds.carryOut(plan).plan().changes()).isEmpty();
  }

  @Test
  void withAssumeNewClusterWhatHostsHoldIsReplaced() {
    Worlds worlds = Worlds.converged();
    worlds.store().loseAll();
    worlds.assumeNewCluster();

    Plan plan = worlds.plan();

    assertThat(plan.blocked()).isFalse();
    assertThat(PlanText.on(plan, "worker0")).contains("update /home/ubuntu/ca.pem: never issued");
    assertThat(worlds.carryOut(plan).plan().changes()).isEmpty();
  }

  @Test
  void withAssumeNewClusterTheStoresOwnStandsAgainstTheHosts() {
    Worlds worlds = Worlds.converged();
    worlds.store().forget(ENCRYPTION);
    worlds.host("control0").put("~/encryption-config.yaml", HostModel.file("another"));
    worlds.assumeNewCluster();

    Plan plan = worlds.plan();

    assertThat(PlanText.local(plan)).containsExactly("recover encryption key encryption");
    assertThat(PlanText.hosts(plan))
        .containsExactly(
            "control0: update /home/ubuntu/encryption-config.yaml: content differs; mode 0644 →"
                + " 0600");
  }

  @Test
  void aMatchingPairWithoutLedgerLineIsRecovered() {
    Worlds worlds = Worlds.converged();
    worlds.store().forget(CA);

    Plan plan = worlds.plan();

    assertThat(PlanText.local(plan)).containsExactly("recover authority ca");
    assertThat(PlanText.hosts(plan)).isEmpty();
  }

  @Test
  void aStoreThatWasCollectedFromItsHostsIsRecoveredWithoutAChange() {
    Worlds worlds = Worlds.converged();
    worlds.world().playbook().pki().items().forEach(item -> worlds.store().forget(item.id()));

    Plan plan = worlds.plan();

    assertThat(PlanText.local(plan)).hasSize(9).allMatch(line -> line.startsWith("recover "));
    assertThat(PlanText.hosts(plan)).isEmpty();
    assertThat(worlds.carryOut(plan).plan().changes()).isEmpty();
  }

  @Test
  void aPairThatWasWrittenBeforeACrashIsRecoveredOntoEmptyHosts() {
    Worlds worlds = Worlds.fresh();
    worlds.store().issue(worlds.item(CA), true, worlds.now());
    worlds.store().forget(CA);

    assertThat(PlanText.local(worlds.plan())).startsWith("recover authority ca");
  }

  @Test
  void anUnrecordedPairThatAHostContradictsIsBlocked() {
    Worlds worlds = Worlds.converged();
    worlds.store().forget(ACCOUNTS);
    worlds.host("control1").put("~/service-account-key.pem", HostModel.file("the true one"));

    Plan plan = worlds.plan();

    assertThat(PlanText.local(plan))
        .containsExactly(
            "blocked key pair service-account: control1 holds /home/ubuntu/service-account-key.pem,"
                + " which is not from this store");
    assertThat(plan.pending()).isFalse();
  }

  @Test
  void anUnrecordedPairIsNotTrustedWhileAHostIsDown() {
    Worlds worlds = Worlds.converged();
    worlds.store().forget(ACCOUNTS);
    worlds.host("control1").down();

    Change.Blocked blocked = PlanText.blocked(worlds.plan());

    assertThat(blocked.cause()).contains("control1 could not be looked at");
    assertThat(blocked.remedy()).contains("bring the host back");
  }

  @Test
  void aContradictionWeighsMoreThanADifferenceFromThePlaybook() {
    Worlds worlds = Worlds.converged().edit(KubenetLike::otherEncryption);
    worlds.store().forget(ENCRYPTION);
    worlds.host("control0").put("~/encryption-config.yaml", HostModel.file("the true one"));

    Plan plan = worlds.plan();

    assertThat(PlanText.blocked(plan).cause())
        .isEqualTo(
            "control0 holds /home/ubuntu/encryption-config.yaml, which is not from this store");
    assertThat(plan.pending()).isFalse();
  }

  @Test
  void aKeyPairsCertificateFollowsANewIssuerAndKeepsItsKey() {
    Worlds worlds = Worlds.converged();
    worlds.store().issue(worlds.item(CA), true, worlds.now());
    for (HostModel host : worlds.hosts()) {
      host.empty();
    }

    assertThat(PlanText.local(worlds.plan()))
        .startsWith("issue key pair service-account: issuer changed (same key)");
  }

  @Test
  void aKeyPairsCertificateIsNeverRenewed() {
    Plan plan = Worlds.converged().after(Duration.ofDays(2000)).plan();

    assertThat(PlanText.local(plan)).isNotEmpty().noneMatch(line -> line.contains("key pair"));
  }

  @Test
  void anUnplacedItemIsMadeWhereAnyHostIsReached() {
    ItemId spare = ItemId.of(ItemId.Section.AUTHORITY, "spare");
    Worlds worlds =
        Worlds.fresh()
            .rewrite(playbook ->
                new Playbook(
                    playbook.name(),
                    new Pki(
                        Stream.concat(playbook.pki().items().stream(), Stream.of(spare(spare)))
                            .toList()),
                    playbook.steps()));

    assertThat(PlanText.local(worlds.plan()))
        .contains("issue authority spare: never issued (new key)");
    for (HostModel host : worlds.hosts()) {
      host.down();
    }
    assertThat(PlanText.local(worlds.plan())).noneMatch(line -> line.startsWith("issue"));
  }

  private static Item.Authority spare(ItemId id) {
    return new Item.Authority(
        id,
        KubenetLike.subject("Kubernetes", "spare"),
        KeyAlgorithm.RSA_2048,
        Duration.ofDays(365),
        new StorePath("spare.pem"),
        new StorePath("spare-key.pem"));
  }

  @Test
  void aRunForHostsThatNeedNoneOfThemMakesNone() {
    Plan plan = Worlds.fresh().limit("gateway").plan();

    assertThat(plan.blocked()).isFalse();
    assertThat(plan.pending()).isFalse();
  }
}
