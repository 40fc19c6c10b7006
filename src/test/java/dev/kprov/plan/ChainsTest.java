package dev.kprov.plan;

import static dev.kprov.plan.BelowARoot.CHAIN;
import static dev.kprov.plan.BelowARoot.ROOT;
import static dev.kprov.plan.KubenetLike.ACCOUNTS;
import static dev.kprov.plan.KubenetLike.API;
import static dev.kprov.plan.KubenetLike.CA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Sighting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands above a certificate, in the store and on hosts. */
class ChainsTest {

  private static final String FILE = "~/kubernetes.pem";

  private final Worlds worlds = BelowARoot.converged();
  private final CertificateInfo leaf = worlds.store().certificate(API);
  private final CertificateInfo between = worlds.store().certificate(CA);
  private final CertificateInfo root = worlds.store().certificate(ROOT);

  private List<String> faults(String path, CertificateInfo... certificates) {
    worlds
        .host("control0")
        .put(
            path,
            HostModel.file(StoreModel.hash("other"), "0644", "ubuntu", "ubuntu"),
            Sighting.ofCertificates(List.of(certificates)));
    World world = worlds.world();
    return new Judge(world)
        .verdicts(world.inventory().hosts().getFirst()).stream()
            .filter(verdict -> verdict.path().equals(path.replace("~", HostModel.HOME)))
            .flatMap(verdict -> verdict.faults().stream())
            .map(Verdict.Fault::cause)
            .toList();
  }

  @Test
  void aClusterBelowARootConvergesAndIsGood() {
    World world = worlds.world();

    assertThat(PlanText.local(worlds.plan())).isEmpty();
    assertThat(PlanText.hosts(worlds.plan())).isEmpty();
    assertThat(new Judge(world).verdicts(world.inventory().hosts().getFirst()))
        .allMatch(Verdict::good);
    assertThat(world.store().of(API).above()).containsExactly(between);
    assertThat(world.store().of(ACCOUNTS).above()).isEmpty();
  }

  @Test
  void whatShouldStandBehindALeafIsMissedAndWhatShouldNotIsTold() {
    CertificateInfo other =
        Sketch.authority(KubenetLike.subject("X", "Other"), StoreModel.hash("o"), Worlds.BIRTH)
            .info();

    assertThat(faults(FILE, leaf, between)).isEmpty();
    assertThat(faults(FILE, leaf))
        .containsExactly(
            "whoever trusts only the root refuses it, for it lacks the intermediate Kubernetes");
    assertThat(faults(FILE, leaf, between, other))
        .containsExactly("it holds Other too, which is not wanted");
    assertThat(faults(FILE, leaf, Sketch.of(between).from(Worlds.BIRTH).info()))
        .containsExactly("its certificate of Kubernetes is not the store's");
    assertThat(faults(FILE, leaf, Sketch.of(between).until(Worlds.BIRTH.minusSeconds(1)).info()))
        .containsExactly("its Kubernetes expired 2026-03-01");
    assertThat(faults("~/ca.pem", between, root))
        .containsExactly("it holds Root too, which is not wanted");
    assertThat(faults("~/service-account.pem", worlds.store().certificate(ACCOUNTS), between))
        .containsExactly("it holds Kubernetes too, which is not wanted");
  }

  @Test
  void anAuthorityOnAHostMustBeSignedByItsIssuer() {
    assertThat(faults("~/ca.pem", between)).isEmpty();
    CertificateInfo selfSigned =
        Sketch.authority(between.subject(), between.publicKey(), Worlds.BIRTH)
            .until(between.notAfter())
            .info();
    assertThat(faults("~/ca.pem", selfSigned))
        .containsExactly("it is signed by its own key, not by O=Kubernetes, CN=Root");
  }

  @Test
  void thatTheRootEndedIsToldOfEverythingBelow() {
    worlds.after(Duration.ofDays(3001));

    assertThat(faults(FILE, leaf, between)).contains("Root above it expired 2034-05-18");
  }

  @Test
  void aLeafWithoutWhatIsAboveItIsIssuedAnewOverItsKey() {
    worlds.store().follow(API);

    assertThat(PlanText.local(worlds.plan()))
        .containsExactly(
            "issue certificate kubernetes: chain: 1 → 2 certificates, + Kubernetes (same key)");
  }

  @Test
  void whenTheRootIsRenewedOnlyTheChainFollows() {
    worlds.store().replace(ROOT, sketch -> sketch.until(root.notAfter().plusSeconds(9)));

    assertThat(PlanText.local(worlds.plan()))
        .containsExactly(
            "recover authority root",
            "issue chain ca: its text is not what playbook and certificates say (same key)");
  }

  @Test
  void whenTheIntermediateIsRenewedAllThatShowsItFollows() {
    worlds.store().replace(CA, sketch -> sketch.until(between.notAfter().minusSeconds(9)));

    assertThat(PlanText.local(worlds.plan()))
        .startsWith("recover authority ca")
        .contains(
            "issue chain ca: its text is not what playbook and certificates say (same key)",
            "issue certificate kubernetes: chain: another certificate of Kubernetes (same key)",
            "issue kubeconfig admin: certificate admin is issued anew (same key)")
        .noneMatch(line -> line.contains("service-account"));
    worlds.carryOut(worlds.plan());
    assertThat(PlanText.local(worlds.plan())).isEmpty();
  }

  @Test
  void aLostChainIsWrittenAgainAndNothingElse() {
    worlds.store().lose("ca-chain.pem");

    assertThat(PlanText.local(worlds.plan()))
        .containsExactly("issue " + CHAIN + ": missing from the store (same key)");
  }
}
