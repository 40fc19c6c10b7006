package dev.kprov.plan;

import static dev.kprov.plan.KubenetLike.ADMIN;
import static dev.kprov.plan.KubenetLike.API;
import static dev.kprov.plan.KubenetLike.CA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.KeyInfo;
import dev.kprov.pki.Sighting;
import dev.kprov.state.Fact;
import dev.kprov.state.FileKind;
import dev.kprov.state.Resource;
import dev.kprov.state.Stat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A plan says what a file means that differs, and not only that it does. */
class MeaningsTest {

  private static final String API_FILE = "~/kubernetes.pem";
  private static final String CONFIG = "~/admin.kubeconfig";
  private static final String SERVER = "https://kubernetes:6443";

  private final Worlds worlds = Worlds.converged();
  private final HostModel control = worlds.host("control0");

  private String planned() {
    List<String> lines = PlanText.on(worlds.plan(), "control0");
    assertThat(lines).hasSize(1);
    return lines.getFirst().replaceFirst("^update /home/ubuntu/[^:]*: ", "");
  }

  private String plannedFor(UnaryOperator<Sketch> edit) {
    control.putCertificate(API_FILE, edit.apply(Sketch.of(worlds.store().certificate(API))));
    return planned();
  }

  private String plannedFor(Sighting kubeconfig) {
    control.put(
        CONFIG, HostModel.file(StoreModel.hash("theirs"), "0600", "ubuntu", "ubuntu"), kubeconfig);
    return planned();
  }

  private CertificateInfo held(ItemId id) {
    return worlds.store().certificate(id);
  }

  @Test
  void aCertificateIsToldByWhatItSaysAndNotByItsBytes() {
    assertThat(plannedFor(api -> api.names("kubernetes", "old.example").signedByNobodyKnown()))
        .isEqualTo(
            "issuer: another CA of the same name; names: + 10.32.0.1, + 192.168.1.21,"
                + " + 192.168.1.11, + 192.168.1.12, - old.example, same key");
  }

  @Test
  void rightsAreToldBesideWhatAFileMeans() {
    Sketch old = Sketch.of(held(API)).signedByNobodyKnown();
    control.put(
        API_FILE,
        HostModel.file(StoreModel.hash("old"), "0600", "ubuntu", "ubuntu"),
        Sighting.ofCertificates(List.of(old.info())));

    assertThat(planned())
        .isEqualTo("issuer: another CA of the same name, same key; mode 0600 → 0644");
  }

  @Test
  void theSameCertificateInOtherBytesIsNoOther() {
    control.put(
        API_FILE, HostModel.file("with comments"), Sighting.ofCertificates(List.of(held(API))));

    assertThat(planned()).isEqualTo("content differs: it is the same certificate in other bytes");
  }

  @Test
  void aFileWithoutACertificateHasACause() {
    control.put(API_FILE, empty(HostModel.file("")));
    assertThat(planned()).isEqualTo("content differs: it is empty");

    control.put(API_FILE, HostModel.file("rubbish"));
    assertThat(planned()).isEqualTo("content differs: it holds no whole certificate");

    control.put(API_FILE, HostModel.file("half"), Sighting.NONE.damaged("it is cut short"));
    assertThat(planned()).isEqualTo("content differs: it is cut short");
  }

  @Test
  void ofAKubeconfigServerAuthorityAndClientAreComparedEach() {
    assertThat(
            plannedFor(
                Sighting.ofKubeconfig(
                    List.of(Sketch.of(held(ADMIN)).overAnotherKey().signedByNobodyKnown().info()),
                    List.of(Sketch.of(held(CA)).overAnotherKey().info()),
                    List.of("https://10.0.0.9:6443"))))
        .isEqualTo(
            "issuer: another CA of the same name; key: another one; authority: another CA of the"
                + " same name, Kubernetes; server: https://10.0.0.9:6443 → "
                + SERVER);
  }

  @Test
  void aKubeconfigThatSaysMoreIsNotTheSame() {
    CertificateInfo stranger =
        Sketch.authority(
                KubenetLike.subject("Elsewhere", "Other"), StoreModel.hash("o"), Worlds.BIRTH)
            .info();

    assertThat(
            plannedFor(
                Sighting.ofKubeconfig(
                    List.of(held(ADMIN)),
                    List.of(held(CA), stranger),
                    List.of(SERVER, "https://b"))))
        .isEqualTo("authority: - Other; server: " + SERVER + ", https://b → " + SERVER);
  }

  @Test
  void aKubeconfigWhoseOtherLinesDifferIsTheSameInWhatMayBeRead() {
    assertThat(
            plannedFor(
                Sighting.ofKubeconfig(List.of(held(ADMIN)), List.of(held(CA)), List.of(SERVER))))
        .isEqualTo("content differs: it is the same in all that may be read of it");
  }

  @Test
  void aKubeconfigOfWhichALineIsLostSaysWhich() {
    assertThat(plannedFor(Sighting.ofKubeconfig(List.of(held(ADMIN)), List.of(), List.of())))
        .isEqualTo(
            "authority: none that can be read → Kubernetes; server: none that can be read → "
                + SERVER);
    assertThat(plannedFor(Sighting.ofKubeconfig(List.of(), List.of(held(CA)), List.of(SERVER))))
        .isEqualTo("content differs: it holds no whole certificate");
  }

  @Test
  void ofASecretOnlyItsSizeIsToldBesideThatItDiffers() {
    control.put(
        "~/kubernetes-key.pem",
        empty(HostModel.file(StoreModel.hash("k"), "0600", "ubuntu", "ubuntu")));

    assertThat(planned()).isEqualTo("content differs; size: 0 → 100");
  }

  @Test
  void aPublicKeyIsToldByItsFingerprints() {
    StorePath pub = new StorePath("service-account.pub");
    worlds.edit(item ->
        item instanceof Item.KeyPair pair
            ? new Item.KeyPair(
                pair.id(), pair.algorithm(), pair.certificate(), pair.keyFile(), Optional.of(pub))
            : item);
    worlds.rewrite(
        Rewrites.files(file ->
            file.path().name().equals("service-account.pem")
                ? new Resource.File(
                    file.path(), pub, FileKind.PUBLIC_KEY, file.mode(), file.owner(), file.group())
                : file));
    worlds.carryOut(worlds.plan());
    Sha256 ours = worlds.store().keyOf(KubenetLike.ACCOUNTS);
    Sha256 theirs = StoreModel.hash("theirs");

    control.put(
        "~/service-account.pem",
        HostModel.file("another key"),
        Sighting.ofKey(new KeyInfo(Optional.of(KeyAlgorithm.RSA_2048), theirs)));
    assertThat(planned()).isEqualTo("key: " + theirs.shortHex() + " → " + ours.shortHex());

    control.put(
        "~/service-account.pem",
        HostModel.file("the same key"),
        Sighting.ofKey(new KeyInfo(Optional.of(KeyAlgorithm.RSA_2048), ours)));
    assertThat(planned()).isEqualTo("content differs: it is the same key in other bytes");

    control.put("~/service-account.pem", HostModel.file("rubbish"));
    assertThat(planned()).isEqualTo("content differs: it holds no whole public key");
  }

  private static Fact.RegularFile empty(Fact.RegularFile file) {
    Stat stat = file.stat();
    return new Fact.RegularFile(
        new Stat(stat.rawMode(), stat.uid(), stat.gid(), stat.owner(), stat.group(), 0, 0, 1),
        file.hash(),
        "");
  }
}
