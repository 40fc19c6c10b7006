package dev.kprov.plan;

import static dev.kprov.plan.KubenetLike.ACCOUNTS;
import static dev.kprov.plan.KubenetLike.API;
import static dev.kprov.plan.KubenetLike.CA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.pki.Sighting;
import dev.kprov.pki.Usage;
import dev.kprov.playbook.Playbook;
import dev.kprov.playbook.Step;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The judgement on the certificates that were read back from a host. */
class JudgeTest {

  private static final String API_FILE = "~/kubernetes.pem";
  private static final String KUBECONFIG = "~/admin.kubeconfig";

  private final Worlds worlds = Worlds.converged();
  private final HostModel control = worlds.host("control0");

  private List<Verdict> verdicts() {
    World world = worlds.world();
    return new Judge(world).verdicts(world.inventory().hosts().getFirst());
  }

  private List<String> faults(String path) {
    return verdicts().stream()
        .filter(verdict -> verdict.path().equals(path.replace("~", HostModel.HOME)))
        .findFirst()
        .orElseThrow()
        .faults()
        .stream()
        .map(Verdict.Fault::cause)
        .toList();
  }

  private List<String> faultsOfApi(UnaryOperator<Sketch> edit) {
    control.putCertificate(API_FILE, edit.apply(Sketch.of(worlds.store().certificate(API))));
    return faults(API_FILE);
  }

  @Test
  void everyCertificateOfAConvergedHostIsGoodAndSaysWhatItIs() {
    List<Verdict> verdicts = verdicts();

    assertThat(verdicts).allMatch(Verdict::good);
    assertThat(verdicts)
        .extracting(verdict -> verdict.path() + ": " + verdict.summary())
        .containsExactly(
            "/home/ubuntu/kubernetes.pem: signed by ca, server+client, 5 names, until 2031-02-28",
            "/home/ubuntu/service-account.pem: wrapper of a bare key, signed by ca",
            "/home/ubuntu/admin.kubeconfig: client admin of https://kubernetes:6443, signed by ca,"
                + " until 2031-02-28",
            "/home/ubuntu/ca.pem: self-signed authority, until 2036-02-27",
            "/home/ubuntu/control0.pem: signed by ca, server+client, 2 names, until 2031-02-28",
            "/home/ubuntu/control0.kubeconfig: client system:node:control0 of"
                + " https://kubernetes:6443, signed by ca, until 2031-02-28",
            "/home/ubuntu/kube-proxy.kubeconfig: client proxy of https://kubernetes:6443, signed by"
                + " ca, until 2031-02-28");
  }

  @Test
  void aFileThatIsMissingIsThePlansAffair() {
    control.remove(API_FILE);

    assertThat(verdicts()).hasSize(6);
  }

  @Test
  void aHostThatIsDownIsNotJudged() {
    control.down();

    assertThat(verdicts()).isEmpty();
  }

  @Test
  void whereThePlaybookDoesNotAskForItNothingIsJudged() {
    worlds.rewrite(playbook ->
        new Playbook(
            playbook.name(),
            playbook.pki(),
            playbook.steps().stream().filter(Step.Push.class::isInstance).toList()));

    assertThat(verdicts()).isEmpty();
  }

  @Test
  void whatCannotBeReadAsACertificateIsAFault() {
    control.put(API_FILE, HostModel.file("rubbish"));

    assertThat(faults(API_FILE)).containsExactly("it holds no whole certificate");
  }

  @Test
  void aCertificateOfAnotherSignerIsAFault() {
    assertThat(faultsOfApi(Sketch::signedByNobodyKnown))
        .containsExactly(
            "it is signed by another CA of the same name, with another key, not by authority ca");
  }

  @Test
  void aCertificateWithoutKeyIdentifiersIsAFault() {
    assertThat(faultsOfApi(Sketch::withoutKeyIdentifiers))
        .containsExactly("it has no key identifiers");
  }

  @Test
  void anExpiredCertificateIsAFault() {
    assertThat(faultsOfApi(api -> api.until(Worlds.BIRTH.minusSeconds(1))))
        .containsExactly("it expired 2026-03-01");
  }

  @Test
  void aCertificateThatIsNotYetValidIsAFault() {
    assertThat(faultsOfApi(api -> api.from(Worlds.BIRTH.plusSeconds(1))))
        .containsExactly("it is not valid before 2026-03-01T12:00:01Z");
  }

  @Test
  void aCertificateThatOutlivesItsAuthorityIsAFault() {
    assertThat(faultsOfApi(api -> api.until(Worlds.BIRTH.plus(Duration.ofDays(4000)))))
        .containsExactly("it ends 2037-02-11, after its authority (2036-02-27)");
  }

  @Test
  void aCertificateThatBeginsBeforeItsAuthorityIsAFault() {
    assertThat(faultsOfApi(api -> api.from(Worlds.BIRTH.minus(Duration.ofDays(1)))))
        .containsExactly("it begins before its authority");
  }

  @Test
  void anotherSubjectIsAFault() {
    assertThat(faultsOfApi(api -> api.subject(KubenetLike.subject("x", "y"))))
        .containsExactly("its subject is O=x, CN=y, not O=Kubernetes, CN=kubernetes");
  }

  @Test
  void aMissingUsageIsAFaultAndAnExtraOneIsNone() {
    assertThat(faultsOfApi(api -> api.usages(Set.of(Usage.CLIENT))))
        .containsExactly("its usages are client, not server+client");
  }

  @Test
  void aMissingNameIsAFaultAndAnExtraOneIsNone() {
    assertThat(
            faultsOfApi(
                api -> api.names("kubernetes", "192.168.1.11", "192.168.1.12", "10.32.0.1", "x")))
        .containsExactly(
            "it is valid for kubernetes, x, 192.168.1.11, 192.168.1.12, 10.32.0.1, not 192.168.1.21"
                + " (cluster.apiServer.address)");
  }

  @Test
  void aLeafThatIsAnAuthorityIsAFault() {
    assertThat(faultsOfApi(api -> api.authority(true))).containsExactly("it is a CA certificate");
  }

  @Test
  void severalFaultsAreAllTold() {
    assertThat(faultsOfApi(api -> api.names().signedByNobodyKnown())).hasSize(2);
  }

  @Test
  void anAuthorityThatIsNoneIsAFault() {
    Sketch ca = Sketch.of(worlds.store().certificate(CA));
    control.putCertificate("~/ca.pem", ca.authority(false).withoutKeyIdentifiers());

    assertThat(faults("~/ca.pem"))
        .containsExactly("it is no CA (basic constraints)", "it has no key identifier");
  }

  @Test
  void aForeignAuthorityIsAFault() {
    Sketch foreign =
        Sketch.authority(
                KubenetLike.subject("Kubernetes", "Kubernetes"),
                StoreModel.hash("another key"),
                Worlds.BIRTH)
            .until(Worlds.BIRTH.plus(Duration.ofDays(1)));
    control.putCertificate("~/ca.pem", foreign);
    assertThat(faults("~/ca.pem"))
        .containsExactly(
            "it is another CA than the store's, of the same name but with another key");

    control.putCertificate("~/ca.pem", foreign.signedByNobodyKnown());
    assertThat(faults("~/ca.pem"))
        .containsExactly(
            "it is not signed by its own key",
            "it is another CA than the store's, of the same name but with another key");
  }

  @Test
  void anExpiredAuthorityIsAFaultOfAllThatItSigned() {
    worlds.after(Duration.ofDays(3651));

    assertThat(faults("~/ca.pem")).containsExactly("it expired 2036-02-27");
    assertThat(faults(API_FILE))
        .containsExactly("its authority expired 2036-02-27", "it expired 2031-02-28");
    assertThat(faults("~/service-account.pem"))
        .as("a wrapper is never judged by its own end")
        .containsExactly("its authority expired 2036-02-27");
  }

  @Test
  void withoutAnAuthorityInTheStoreNothingCanBeJudged() {
    worlds.store().loseAll();

    assertThat(verdicts()).isEmpty();
  }

  @Test
  void aWrapperOverAnotherKeyIsAFault() {
    CertificateInfo ca = worlds.store().certificate(CA);
    control.putCertificate(
        "~/service-account.pem",
        Sketch.leaf(
            worlds.store().certificate(ACCOUNTS).subject(),
            StoreModel.hash("another key"),
            ca,
            Worlds.BIRTH));

    assertThat(faults("~/service-account.pem"))
        .containsExactly("it is not over the store's key pair service-account");
  }

  @Test
  void aKubeconfigIsJudgedByItsCertificateItsAuthorityAndItsServer() {
    Sketch expired =
        Sketch.of(worlds.store().certificate(KubenetLike.ADMIN))
            .until(Worlds.BIRTH.minusSeconds(1));
    control.put(
        KUBECONFIG,
        HostModel.file("a kubeconfig"),
        Sighting.ofKubeconfig(
            List.of(expired.info()),
            List.of(worlds.store().certificate(API)),
            List.of("https://elsewhere:6443")));

    assertThat(faults(KUBECONFIG))
        .containsExactly(
            "it expired 2026-03-01",
            "it trusts another CA than the store's, O=Kubernetes, CN=kubernetes",
            "its server is https://elsewhere:6443, not https://kubernetes:6443");
  }

  @Test
  void aKubeconfigWithoutServerOrAuthorityIsAFault() {
    control.put(
        KUBECONFIG,
        HostModel.file("a kubeconfig"),
        Sighting.ofKubeconfig(
            List.of(worlds.store().certificate(KubenetLike.ADMIN)), List.of(), List.of()));

    assertThat(faults(KUBECONFIG))
        .containsExactly(
            "it trusts no authority", "its server is missing, not https://kubernetes:6443");
  }

  @Test
  void whatIsJudgedAFaultInTheStoresOwnCertificateIsReissued() {
    List<UnaryOperator<Sketch>> flaws =
        List.of(
            Sketch::signedByNobodyKnown,
            Sketch::withoutKeyIdentifiers,
            api -> api.until(Worlds.BIRTH.minusSeconds(1)),
            api -> api.until(Worlds.BIRTH.plus(Duration.ofDays(4000))),
            api -> api.subject(KubenetLike.subject("x", "y")),
            api -> api.usages(Set.of(Usage.CLIENT)),
            api -> api.names("kubernetes"),
            api -> api.authority(true));
    for (UnaryOperator<Sketch> flaw : flaws) {
      Worlds one = Worlds.converged();
      one.store().replace(API, flaw);
      Item api = one.item(API);

      assertThat(one.plan().local())
          .as("no fault without a remedy")
          .anyMatch(change -> change instanceof Change.Issue issue && issue.item().equals(api));
    }
  }
}
