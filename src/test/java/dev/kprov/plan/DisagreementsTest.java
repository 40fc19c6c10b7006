package dev.kprov.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What must be the same on all hosts, and is not. */
class DisagreementsTest {

  private static final Pattern THING = Pattern.compile("(\\w+):([\\w.-]+)=(\\w+)");

  private static Worlds threeControls() {
    Worlds worlds = Worlds.fresh().add("control2", KubenetLike.CONTROL, "192.168.1.13");
    return worlds.carryOut(worlds.plan());
  }

  /** Lays things on hosts: {@code control1:ca.pem=a} is an authority or a content called a. */
  private static void lay(Worlds worlds, String things) {
    THING
        .matcher(things)
        .results()
        .forEach(thing -> {
          HostModel host = worlds.host(thing.group(1));
          String path = "~/" + thing.group(2);
          if (thing.group(2).equals("ca.pem")) {
            host.putCertificate(path, authority(thing.group(3)));
          } else {
            host.put(path, HostModel.file(thing.group(3)));
          }
        });
  }

  private static Sketch authority(String name) {
    return Sketch.authority(
            KubenetLike.subject("Kubernetes", "Kubernetes"),
            StoreModel.hash("the key of " + name),
            Worlds.BIRTH)
        .until(Worlds.BIRTH.plus(Duration.ofDays(365)));
  }

  /** Errors only, without the hashes. */
  private static List<String> told(Plan plan) {
    return PlanText.findings(plan).stream()
        .filter(line -> line.startsWith("error "))
        .map(line ->
            line.substring("error ".length()).replaceAll(" \\([a-z0-9]+ [0-9a-f]{16}\\)", ""))
        .toList();
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/disagreements.csv", delimiter = '|')
  void whoHoldsAnotherIsNamedWithWhatComesOfIt(String store, String things, String expected) {
    Worlds worlds = threeControls();
    lay(worlds, things);
    if (store.equals("lost")) {
      worlds.store().loseAll();
    }

    assertThat(told(worlds.plan())).containsExactly(expected);
  }

  @Test
  void whatToDoDependsOnWhetherTheStoreHasIt() {
    Worlds worlds = threeControls();
    lay(worlds, "control1:encryption-config.yaml=a");
    assertThat(hint(worlds)).startsWith("this is no ordinary drift").contains("keep a copy");

    worlds.store().loseAll();

    assertThat(hint(worlds)).startsWith("find out which of them the cluster runs with");
  }

  private static String hint(Worlds worlds) {
    return worlds.plan().findings().getFirst().hint().orElseThrow();
  }

  @Test
  void whereAllIsAlikeNothingIsSaid() {
    assertThat(told(threeControls().plan())).isEmpty();
    assertThat(told(Worlds.fresh().plan())).isEmpty();
    Worlds lost = threeControls();
    lost.store().loseAll();
    assertThat(told(lost.plan())).isEmpty();
  }

  @Test
  void anAuthorityThatWasRenewedOverItsKeyIsTheSame() {
    Worlds worlds = threeControls();
    worlds.store().replace(KubenetLike.CA, ca -> ca.until(Worlds.BIRTH.plus(Duration.ofDays(99))));
    worlds.store().record(KubenetLike.CA);

    assertThat(PlanText.hosts(worlds.plan())).isNotEmpty();
    assertThat(told(worlds.plan())).isEmpty();
  }

  @Test
  void whatIsMissingOrNoCertificateOrCannotBeSeenIsOrdinaryDrift() {
    Worlds worlds = threeControls();
    worlds.host("control0").remove("~/service-account-key.pem");
    worlds.host("control1").put("~/ca.pem", HostModel.file("rubbish"));
    worlds.host("control2").down();

    assertThat(told(worlds.plan())).isEmpty();
  }

  @Test
  void aLeafThatDiffersIsOrdinaryDrift() {
    Worlds worlds = threeControls();
    worlds.host("control1").put("~/kubernetes-key.pem", HostModel.file("a"));

    assertThat(PlanText.on(worlds.plan(), "control1")).hasSize(1);
    assertThat(told(worlds.plan())).isEmpty();
  }

  @Test
  void itIsSaidOfHostsThatAreLeftAloneOrBeyondTheLimitToo() {
    Worlds worlds = threeControls();
    lay(worlds, "control1:ca.pem=a control1:service-account-key.pem=a");

    assertThat(PlanText.blockedOn(worlds.plan(), "control1").cause()).contains("another cluster");
    assertThat(told(worlds.limit("control0").plan()))
        .hasSize(2)
        .allMatch(line -> line.contains("control1 another"));
  }

  @Test
  void itComesBeforeAllOtherFindings() {
    Worlds worlds = threeControls().after(Duration.ofDays(3640));
    lay(worlds, "control1:encryption-config.yaml=a");

    assertThat(worlds.plan().findings()).hasSizeGreaterThan(1);
    assertThat(worlds.plan().findings().getFirst().subject())
        .isEqualTo("encryption key encryption");
  }

  @Test
  void aRefusalTellsAlreadyThatNoHostsAuthorityIsTheStores() {
    Worlds worlds = threeControls();
    lay(worlds, "control0:ca.pem=a control1:ca.pem=a control2:ca.pem=a worker0:ca.pem=a");
    assertThat(PlanText.blocked(worlds.plan()).subject()).isEqualTo("store");
    assertThat(told(worlds.plan())).isEmpty();

    lay(worlds, "worker0:ca.pem=b");
    assertThat(told(worlds.plan()))
        .containsExactly(
            "authority ca: control0, control1, control2 hold one ca.pem, worker0 another:"
                + " certificates signed or trusted by worker0 are refused by the others");
  }

  @Test
  void whoAssumesANewClusterIsNotToldOfTheOldOne() {
    Worlds worlds = threeControls().assumeNewCluster();
    lay(worlds, "control1:ca.pem=a");

    assertThat(told(worlds.plan())).isEmpty();
  }

  @Test
  void whatARunHasMendedIsAWarning() {
    Worlds worlds = threeControls();
    lay(worlds, "control1:service-account-key.pem=a");
    World before = worlds.world();
    worlds.carryOut(worlds.plan());

    assertThat(Disagreements.mended(before, worlds.plan().findings()))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.isError()).isFalse();
          assertThat(finding.message()).startsWith("before this run, control0, control2 hold");
        });
    assertThat(Disagreements.mended(before, Planner.plan(before).findings())).isEmpty();
  }
}
