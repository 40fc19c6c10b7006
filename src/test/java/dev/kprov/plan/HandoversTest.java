package dev.kprov.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Host;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Sighting;
import dev.kprov.pki.Subject;
import dev.kprov.playbook.Playbook;
import dev.kprov.playbook.Step;
import dev.kprov.state.Fact;
import dev.kprov.state.Resource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Files that are put on a host once and belong to others from then on: the nodes' kubeconfigs. */
class HandoversTest {

  private static final String FILE = "~/worker0.kubeconfig";
  private static final String PATH = "/home/ubuntu/worker0.kubeconfig";

  private final Worlds worlds = Worlds.fresh().rewrite(HandoversTest::handedOver);
  private final HostModel worker = worlds.host("worker0");

  HandoversTest() {
    worlds.carryOut(worlds.plan());
  }

  /** Hands the kubeconfigs of nodes over, and leaves out their certificates as files. */
  private static Playbook handedOver(Playbook playbook) {
    return new Playbook(
        playbook.name(),
        playbook.pki(),
        playbook.steps().stream().map(HandoversTest::handedOver).toList());
  }

  private static Step handedOver(Step step) {
    if (!(step instanceof Step.Push push)) {
      return step;
    }
    Map<String, Step.Placement> placements = new HashMap<>();
    push.placements()
        .forEach((host, placement) ->
            placements.put(
                host,
                new Step.Placement(
                    placement.resources().stream()
                        .filter(r -> !r.path().name().matches("(control|worker)[0-9](-key)?\\.pem"))
                        .map(HandoversTest::handedOver)
                        .toList(),
                    placement.owned())));
    return new Step.Push(push.name(), placements);
  }

  private static Resource handedOver(Resource resource) {
    return resource instanceof Resource.File file
            && file.path().name().matches("(control|worker)[0-9]\\.kubeconfig")
        ? new Resource.File(
            file.path(), file.source(), file.kind(), file.mode(), file.owner(), file.group(), true)
        : resource;
  }

  private CertificateInfo own() {
    return worlds.store().certificate(KubenetLike.node("worker0"));
  }

  /** What a kubelet makes of it: another certificate of the same authority, or none. */
  private void rewritten(List<CertificateInfo> clients, CertificateInfo authority) {
    Fact.RegularFile theirs = HostModel.file(StoreModel.hash("theirs"), "0600", "ubuntu", "ubuntu");
    worker.put(
        FILE,
        theirs,
        Sighting.ofKubeconfig(clients, List.of(authority), List.of("https://127.0.0.1:6443")));
  }

  private CertificateInfo ca() {
    return worlds.store().certificate(KubenetLike.CA);
  }

  private Sketch renewed() {
    return Sketch.of(own()).withoutKeyIdentifiers().until(own().notAfter().plusSeconds(1));
  }

  private List<String> faults() {
    World world = worlds.world();
    Host host = PlanText.host(worlds.plan(), "worker0").host();
    return new Judge(world)
        .verdicts(host).stream()
            .filter(verdict -> verdict.path().equals(PATH))
            .findFirst()
            .orElseThrow()
            .faults()
            .stream()
            .map(Verdict.Fault::cause)
            .toList();
  }

  private List<String> findings() {
    return PlanText.findings(PlanText.host(worlds.plan(), "worker0"));
  }

  @Test
  void itIsMadeWhereItIsMissing() {
    assertThat(worker.at(FILE)).isInstanceOf(Fact.RegularFile.class);
    worker.remove(FILE);
    assertThat(PlanText.on(worlds.plan(), "worker0")).containsExactly("create " + PATH);
  }

  @Test
  void whatAKubeletRenewsIsLeftAloneAndGood() {
    rewritten(List.of(renewed().info()), ca());

    assertThat(worlds.plan().pending()).isFalse();
    assertThat(worlds.plan().blocked()).isFalse();
    assertThat(findings()).isEmpty();
    assertThat(faults()).isEmpty();
  }

  @Test
  void aCertificateThatIsKeptElsewhereIsNoFault() {
    rewritten(List.of(), ca());

    assertThat(worlds.plan().pending()).isFalse();
    assertThat(faults()).isEmpty();
  }

  @Test
  void theSameInAFileThatIsKeptMeansThatTheStoreIsOld() {
    rewritten(List.of(renewed().info()), ca());
    worlds.rewrite(UnaryOperator.identity());

    assertThat(PlanText.blockedOn(worlds.plan(), "worker0").cause())
        .contains("the store is older than the host");
  }

  @Test
  void anotherAuthorityIsAFault() {
    rewritten(List.of(renewed().signedByNobodyKnown().info()), own());

    assertThat(faults())
        .containsExactly(
            "it is signed by another CA of the same name, with another key, not by authority ca",
            "it trusts another CA than the store's, O=system:nodes, CN=system:node:worker0");
    assertThat(worlds.plan().pending()).isFalse();
  }

  @Test
  void anotherSubjectAndAnExpiryAreFaults() {
    Subject admin = KubenetLike.subject("system:masters", "admin");
    rewritten(List.of(renewed().subject(admin).until(Worlds.BIRTH.minusSeconds(1)).info()), ca());

    assertThat(faults())
        .containsExactly(
            "it expired 2026-03-01",
            "its subject is O=system:masters, CN=admin, not O=system:nodes,"
                + " CN=system:node:worker0");
  }

  @Test
  void anExpiryAheadIsToldAndNothingIsIssuedForIt() {
    worlds.after(Duration.between(Worlds.BIRTH, own().notAfter()).minusDays(20));

    assertThat(findings())
        .containsExactly("warning " + PATH + ": expires 2031-02-28, and it is left to others");
    assertThat(PlanText.local(worlds.plan()))
        .isNotEmpty()
        .noneMatch(line -> line.contains("worker0"));
  }

  @Test
  void itIsIssuedAnewWhereItIsMissingBeforeItsEnd() {
    worlds.after(Duration.between(Worlds.BIRTH, own().notAfter()).minusDays(20));
    worker.remove(FILE);

    assertThat(PlanText.local(worlds.plan())).anyMatch(line -> line.contains("node of worker0"));
  }

  @Test
  void rightsThatSomebodyWidenedAreToldAndLeft() {
    worker.put(FILE, HostModel.file(StoreModel.hash("theirs"), "0640", "ubuntu", "ubuntu"));
    assertThat(findings())
        .containsExactly("warning " + PATH + ": mode 0640 → 0600, and it is left to others");

    worker.put(FILE, HostModel.file(StoreModel.hash("theirs"), "0644", "ubuntu", "ubuntu"));
    assertThat(findings())
        .containsExactly("error " + PATH + ": mode 0644 → 0600, and it is left to others");
    assertThat(worlds.plan().pending()).isFalse();
  }

  @Test
  void aSymlinkIsToldAndLeft() {
    worker.put(FILE, new Fact.Symlink(HostModel.stat(0120000, "0777", "ubuntu", "ubuntu")));

    assertThat(findings())
        .containsExactly("warning " + PATH + ": a symlink is in its place, so it is not judged");
    assertThat(worlds.plan().pending()).isFalse();
  }

  @Test
  void aDirectoryInItsPlaceIsToldAsAnywhere() {
    worker.put(FILE, HostModel.directory("0755", "ubuntu", true));

    assertThat(PlanText.blockedOn(worlds.plan(), "worker0").subject()).isEqualTo(PATH);
  }
}
