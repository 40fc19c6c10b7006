package dev.kprov.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.base.ByteSize;
import dev.kprov.base.RemotePath;
import dev.kprov.base.RunFailure;
import dev.kprov.base.VersionRange;
import dev.kprov.inventory.Host;
import dev.kprov.playbook.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the checks of a playbook demand of each host. */
class ChecksTest {

  @TempDir private Path folder;
  private String playbook = "";

  @BeforeEach
  void takeTheGoodFiles() throws IOException {
    Files.copy(Case.GOOD.resolve("inventory.yaml"), folder.resolve("inventory.yaml"));
    playbook = Files.readString(Case.GOOD.resolve("playbook.yaml"));
  }

  @Test
  void aCheckDemandsOfEachHostWhatIsFilledInForIt() throws Exception {
    ClusterDefinition cluster = read();

    assertThat(requirements(cluster, "cp1"))
        .containsExactly(
            new Requirement.Architecture(),
            new Requirement.Clock(Duration.ofSeconds(30)),
            new Requirement.Os(
                List.of(
                    new Requirement.Allowed("debian", VersionRange.parse(">= 12")),
                    new Requirement.Allowed("ubuntu", Optional.empty()))),
            new Requirement.Kernel(VersionRange.parse(">= 5.4").orElseThrow()),
            new Requirement.Commands(List.of("ip", "/opt/cp1/bin/run")),
            new Requirement.Space(new RemotePath("/var/lib"), new ByteSize(10L << 30)),
            new Requirement.Space(new RemotePath("~/cp1"), new ByteSize(1 << 20)),
            new Requirement.Inodes(new RemotePath("/var/lib"), 10_000));
    assertThat(requirements(cluster, "worker0")).isEmpty();
  }

  @Test
  void aCheckOfNothingLooksAtArchitectureAndClock() throws Exception {
    playbook = playbook.substring(0, playbook.lastIndexOf("    check:")) + "    check: {}\n";

    assertThat(requirements(read(), "cp0"))
        .containsExactly(
            new Requirement.Architecture(), new Requirement.Clock(Duration.ofMinutes(5)));
  }

  @Test
  void aCheckUnderAConditionIsForThoseForWhomItHolds() throws Exception {
    playbook = playbook.replace("    check:\n", "    when: { host.name: cp1 }\n    check:\n");

    ClusterDefinition cluster = read();

    assertThat(requirements(cluster, "cp0")).isEmpty();
    assertThat(requirements(cluster, "cp1")).isNotEmpty();
  }

  @Test
  void aConditionThatIsWrongIsToldAlsoOfARoleWithoutHosts() {
    playbook =
        playbook.replace(
            "on: [control, spare]\n    check:",
            "on: [spare]\n    when: { vars.typo: x }\n    check:");

    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            RunFailure.class,
            f -> assertThat(f.problems()).singleElement().asString().contains("vars.typo"));
  }

  @Test
  void aCheckAsksForNothingOfHostsThatItIsNotFor() throws Exception {
    playbook =
        playbook
            .replace("on: [control, spare]\n    check:", "on: [worker0]\n    check:")
            .replace("/opt/{{ host.name }}", "/opt/{{ host.arch }}");

    ClusterDefinition cluster = read(); // of the control hosts nobody says the architecture

    assertThat(requirements(cluster, "worker0"))
        .contains(new Requirement.Commands(List.of("ip", "/opt/arm64/bin/run")));
  }

  @Test
  void aListOfTheVarsNamesSystems() throws Exception {
    playbook =
        playbook
            .replace("vars: {", "vars: { systems: [debian, rocky >= 9],")
            .replace("os: [debian >= 12, ubuntu]", "os: \"{{ vars.systems }}\"");

    assertThat(requirements(read(), "cp1"))
        .contains(
            new Requirement.Os(
                List.of(
                    new Requirement.Allowed("debian", Optional.empty()),
                    new Requirement.Allowed("rocky", VersionRange.parse(">= 9")))));
  }

  private static List<Requirement> requirements(ClusterDefinition cluster, String name) {
    Host host =
        cluster.inventory().hosts().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    return cluster.playbook().desired(host).requirements();
  }

  private ClusterDefinition read() throws IOException, RunFailure {
    Files.writeString(folder.resolve("playbook.yaml"), playbook);
    return ClusterFiles.read(
        folder.resolve("inventory.yaml"), Map.of(), new Operator(Path.of("/home/op"), "op"));
  }
}
