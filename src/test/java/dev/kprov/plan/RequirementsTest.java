package dev.kprov.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.ByteSize;
import dev.kprov.base.RemotePath;
import dev.kprov.base.VersionRange;
import dev.kprov.playbook.Playbook;
import dev.kprov.playbook.Requirement;
import dev.kprov.playbook.Step;
import dev.kprov.state.Ground.Filesystem;
import dev.kprov.state.OperatingSystem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a playbook demands of hosts before anything is written there. */
class RequirementsTest {

  private final Worlds worlds = Worlds.fresh();
  private final HostModel worker = worlds.host("worker0");

  private void demand(Requirement... requirements) {
    Step check = new Step.Check("preflight", Map.of("worker0", List.of(requirements)));
    worlds.rewrite(playbook ->
        new Playbook(
            playbook.name(),
            playbook.pki(),
            Stream.concat(playbook.steps().stream(), Stream.of(check)).toList()));
  }

  private List<String> planned() {
    return PlanText.on(worlds.plan(), "worker0");
  }

  private static OperatingSystem system(
      @Nullable String id, @Nullable String version, String kernel) {
    return new OperatingSystem(Optional.ofNullable(id), Optional.ofNullable(version), kernel);
  }

  private static Requirement.Os os(String id, String range) {
    return new Requirement.Os(
        List.of(new Requirement.Allowed(id, Optional.of(VersionRange.parse(range).orElseThrow()))));
  }

  @Test
  void aHostThatIsNotFitIsLeftAloneAndTheOthersAreNot() {
    demand(new Requirement.Commands(List.of("containerd", "ip", "socat")));
    worker.lacks("containerd", "socat");

    Plan plan = worlds.plan();

    assertThat(PlanText.on(plan, "worker0"))
        .containsExactly("blocked commands: the host lacks containerd, socat");
    assertThat(PlanText.blockedOn(plan, "worker0").remedy())
        .isEqualTo("install what is missing, or mend check in the playbook");
    assertThat(PlanText.on(plan, "control0")).hasSizeGreaterThan(5);
    assertThat(PlanText.local(plan))
        .as("nothing is issued for a host that gets nothing")
        .isNotEmpty()
        .noneMatch(line -> line.contains("worker0"));
  }

  @Test
  void whatIsFulfilledIsNotTold() {
    demand(
        new Requirement.Architecture(),
        new Requirement.Clock(Duration.ofMinutes(5)),
        new Requirement.Commands(List.of("ip")),
        os("debian", ">= 12"),
        new Requirement.Kernel(VersionRange.parse(">= 5.4, < 7").orElseThrow()),
        new Requirement.Space(new RemotePath("/var/lib"), ByteSize.parse("1G").orElseThrow()),
        new Requirement.Inodes(new RemotePath("/var/lib"), 1000));

    assertThat(planned()).hasSize(5).noneMatch(line -> line.startsWith("blocked"));
  }

  @Test
  void allThatIsMissingIsToldAtOnce() {
    demand(
        new Requirement.Commands(List.of("ip")),
        new Requirement.Space(new RemotePath("/var/lib"), ByteSize.parse("10G").orElseThrow()),
        new Requirement.Inodes(new RemotePath("~"), 1000));
    worker
        .lacks("ip")
        .left(Optional.of(new Filesystem("1", 4096, 600_000, 500_000, Optional.of(999L))));

    assertThat(planned())
        .containsExactly(
            "blocked commands: the host lacks ip",
            "blocked /var/lib: 1.9G is free, and the playbook asks for 10G",
            "blocked /home/ubuntu: 999 inodes are free, and the playbook asks for 1000");
    assertThat(Preflight.failures(worlds.plan()))
        .extracting(Preflight.Failure::check)
        .containsExactly(Check.COMMANDS, Check.SPACE, Check.INODES);
  }

  @Test
  void aHostThatCannotTellWhatIsLeftFulfilsNoDemandForIt() {
    demand(new Requirement.Space(new RemotePath("/var/lib"), ByteSize.parse("1K").orElseThrow()));
    worker.left(Optional.empty());

    assertThat(planned())
        .containsExactly("blocked /var/lib: the host cannot tell what is left there");
  }

  @Test
  void aFilesystemThatMakesInodesAsItNeedsThemHasEnough() {
    demand(new Requirement.Inodes(new RemotePath("/var/lib"), Long.MAX_VALUE));
    worker.left(Optional.of(new Filesystem("1", 4096, 1000, 1000, Optional.empty())));

    assertThat(planned()).noneMatch(line -> line.startsWith("blocked"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      textBlock =
          """
          debian    | 12    | true
          debian    | 12.9  | true
          debian    | 13    | true
          debian    | 11    | false
          debian    | -     | false
          debian    | sid   | false
          ubuntu    | 22.04 | false
          -         | -     | false
          """)
  void aSystemIsToldByItsIdAndItsVersion(
      @Nullable String id, @Nullable String version, boolean fits) {
    demand(os("debian", ">= 12"));
    worker.runs(system(id, version, "6.1"));

    assertThat(planned().getFirst().startsWith("blocked os: ")).isNotEqualTo(fits);
  }

  @Test
  void aSystemThatWillNotDoIsToldWithThoseThatDo() {
    demand(
        new Requirement.Os(
            List.of(
                new Requirement.Allowed("debian", VersionRange.parse(">= 12")),
                new Requirement.Allowed("ubuntu", Optional.empty()))));
    worker.runs(system("rocky", "9.4", "5.14"));

    assertThat(planned())
        .containsExactly(
            "blocked os: it runs rocky 9.4, and the playbook asks for debian >= 12, ubuntu");

    worker.runs(system(null, null, "5.14"));

    assertThat(planned())
        .containsExactly("blocked os: it has no os-release(5) that says what it runs");
  }

  @ParameterizedTest
  @CsvSource({
    "6.1.0-28-amd64, true",
    "5.14.0-503.el9.x86_64, true",
    "5.4.0, true",
    "5.3.18-lp152.19-default, false",
    "4.19.0_custom+, false",
    "nonsense, false"
  })
  void aKernelIsToldByItsNumber(String kernel, boolean fits) {
    demand(new Requirement.Kernel(VersionRange.parse(">= 5.4").orElseThrow()));
    worker.runs(system("debian", "12", kernel));

    assertThat(planned().getFirst().startsWith("blocked kernel: it is " + kernel + ", and "))
        .isNotEqualTo(fits);
  }

  @Test
  void anotherArchitectureThanIsClaimedIsToldOnceAndHoldsEverythingBack() {
    worker.machine("x86_64");

    assertThat(PlanText.findings(PlanText.host(worlds.plan(), "worker0"))).hasSize(1);
    assertThat(planned()).hasSize(5);

    demand(new Requirement.Architecture());

    assertThat(planned())
        .containsExactly("blocked arch: the inventory says arm64, but the host says x86_64");
    assertThat(PlanText.findings(PlanText.host(worlds.plan(), "worker0"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "86400, 1 d ahead of this machine's",
    "-86400, 1 d behind this machine's",
    "-45, 45 s behind this machine's",
    "30, ",
    "-30, "
  })
  void aClockThatIsTooFarOffIsToldOnceAndHoldsEverythingBack(long seconds, @Nullable String told) {
    demand(new Requirement.Clock(Duration.ofSeconds(30)));
    worker.ahead(Duration.ofSeconds(seconds));

    Plan plan = worlds.plan();

    if (told == null) {
      assertThat(PlanText.on(plan, "worker0")).hasSize(5);
    } else {
      assertThat(PlanText.on(plan, "worker0"))
          .containsExactly("blocked clock: it is " + told + ", and the playbook allows 30 s");
      assertThat(PlanText.blockedOn(plan, "worker0").remedy())
          .isEqualTo("set the clock of the host (timedatectl set-ntp true)");
    }
    assertThat(PlanText.findings(PlanText.host(plan, "worker0"))).isEmpty();
  }

  @Test
  void whereAllHostsAgreeItIsTheOperatorsClockThatIsToBeSet() {
    demand(new Requirement.Clock(Duration.ofMinutes(5)));
    worlds.hosts().forEach(host -> host.ahead(Duration.ofHours(2)));

    assertThat(PlanText.blockedOn(worlds.plan(), "worker0").remedy())
        .isEqualTo("set the clock of this machine");
  }

  @Test
  void whatElseIsFoundInThePlaceThatADemandIsAboutIsToldToo() {
    worlds.carryOut(worlds.plan());
    String stranger = "/home/ubuntu/old.pem";
    demand(new Requirement.Inodes(new RemotePath(stranger), 1000));
    worker.left(Optional.of(new Filesystem("1", 4096, 1000, 1000, Optional.of(1L))));
    worker.stranger("~/old.pem", false);

    assertThat(planned()).singleElement().asString().startsWith("blocked " + stranger);
    assertThat(PlanText.findings(PlanText.host(worlds.plan(), "worker0")))
        .singleElement()
        .asString()
        .startsWith("warning " + stranger);
  }

  @Test
  void aHostThatIsNotFitKeepsItsFindings() {
    worlds.carryOut(worlds.plan());
    demand(new Requirement.Commands(List.of("ip")));
    worker.lacks("ip").stranger("~/old.pem", false);

    Plan plan = worlds.plan();

    assertThat(PlanText.findings(PlanText.host(plan, "worker0"))).hasSize(1);
    assertThat(plan.blocked()).isTrue();
    assertThat(plan.pending()).isFalse();
  }
}
