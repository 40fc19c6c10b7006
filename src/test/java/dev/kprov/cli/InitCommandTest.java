package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.config.ClusterDefinition;
import dev.kprov.config.ClusterFiles;
import dev.kprov.config.Operator;
import dev.kprov.config.Outline;
import dev.kprov.inventory.Host;
import dev.kprov.pki.Ledger;
import dev.kprov.pki.StoreState;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Planner;
import dev.kprov.plan.Wishes;
import dev.kprov.plan.World;
import dev.kprov.plan.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code kprov init}, as it is typed. */
class InitCommandTest {

  private static final Operator OPERATOR = new Operator(Path.of("/home/op"), "op");

  @TempDir private Path folder;

  static Stream<String> shipped() {
    return ClusterFiles.shippedPlaybooks().stream();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void aClusterOfEveryShippedLayoutCanBePlannedAtOnce(String layout) throws Exception {
    Path file = folder.resolve("new").resolve(layout + ".yaml");
    List<String> line =
        new ArrayList<>(
            List.of("init", file.toString(), "--playbook", layout, "--api-address", "10.0.9.9"));
    int subnet = 0;
    for (String role : Outline.of(layout, file).roles()) {
      line.addAll(List.of("--hosts", role + "=10.0." + subnet++ + ".[1:2]"));
    }
    Typed typed = Typed.line(line.toArray(String[]::new));
    assertThat(typed.err()).isEmpty();
    assertThat(typed.out()).isEqualTo(file + ": written\n");

    ClusterDefinition cluster = ClusterFiles.read(file, Map.of(), OPERATOR);
    assertThat(cluster.inventory().cluster().name()).isEqualTo(layout);
    assertThat(cluster.inventory().hosts()).hasSize(2 * subnet);
    Plan plan =
        Planner.plan(
            new World(
                cluster.inventory(),
                cluster.playbook(),
                Set.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                new StoreState(Map.of(), new Ledger(List.of()), List.of()),
                Instant.EPOCH,
                new Wishes(true, Set.of(), false, Optional.empty()),
                Map.of(),
                Written.NOTHING));
    assertThat(plan.findings()).isEmpty();
  }

  @Test
  void whatIsNotSaidIsAskedForAndADefaultIsTakenWithEnter() throws Exception {
    Path file = folder.resolve("a.yaml");
    Typed typed =
        Typed.answered(
            List.of(
                "hard-way",
                "",
                "example.org",
                "lb.example.org",
                "",
                "10.0.0.[1:3],c@10.0.0.9",
                "",
                "lb@10.0.0.8"),
            "init",
            file.toString(),
            "--api-name",
            "api.example.org");
    assertThat(typed.err()).isEmpty();
    assertThat(typed.asked())
        .containsExactly(
            "the layout (" + String.join(", ", ClusterFiles.shippedPlaybooks()) + ", or a path): ",
            "the cluster's name [hard-way]: ",
            "DNS domain of the hosts [hard-way]: ",
            "address of the API (the load balancer's): ",
            "login name for SSH [operator]: ",
            "hosts of role control, as 10.0.0.[11:13] or a list (empty: none): ",
            "hosts of role worker, as 10.0.0.[11:13] or a list (empty: none): ",
            "hosts of role lb, as 10.0.0.[11:13] or a list (empty: none): ");
    ClusterDefinition cluster = ClusterFiles.read(file, Map.of(), OPERATOR);
    assertThat(cluster.inventory().hosts())
        .extracting(Host::name)
        .containsExactly("control0", "control1", "control2", "c", "lb");
    assertThat(cluster.inventory().cluster().domain()).isEqualTo("example.org");
    assertThat(cluster.inventory().cluster().apiServer().name()).isEqualTo("api.example.org");
    assertThat(cluster.inventory().hosts().getFirst().ssh().user()).isEqualTo("operator");
  }

  @Test
  void theFileSaysWhatItIsAndWhatMayBeChanged() {
    Typed typed = line("init", "-", "--hosts", "control=fd00::1", "--identity", "~/my key");
    assertThat(typed.out())
        .startsWith("# The inventory of kubenet:")
        .contains(
            """
            ssh:
              user: operator
              identityFile: '~/my key'
              knownHosts: known_hosts

            # What the playbook lets you choose, with its defaults.
            # vars:
            #   renewBefore: 30d
            #   validity: 5y
            """)
        .contains("- { name: control0, role: control, address: 'fd00::1' }\n")
        .contains("  # - { name: worker0, role: worker, address: … }\n");
  }

  @Test
  void aFileThatExistsIsNeverTouched() throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), "mine");
    Typed typed = line("init", file.toString(), "--hosts", "control=10.0.0.1");
    assertThat(typed.exit()).isEqualTo(64);
    assertThat(typed.err()).startsWith("kprov: error: " + file + " exists already\n");
    assertThat(file).hasContent("mine");
    Path link = Files.createSymbolicLink(folder.resolve("b.yaml"), folder.resolve("nowhere"));
    assertThat(line("init", link.toString(), "--hosts", "control=10.0.0.1").exit()).isEqualTo(64);
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }

  @Test
  void whatIsWrongIsToldAndNothingIsWritten() {
    Path file = folder.resolve("a.yaml");
    Typed typed =
        line("init", file.toString(), "--hosts", "control=10.0.0.1,10.0.0.1", "--hosts", "x=y");
    assertThat(typed.exit()).isEqualTo(64);
    assertThat(typed.err())
        .contains("kprov: error: address 10.0.0.1 of control1 is already that of control0")
        .contains("kprov: error: playbook kubenet has no role x\n")
        .doesNotContain("a.yaml:");
    assertThat(file).doesNotExist();
    assertThat(line("init", "-", "--hosts", "control=10.0.0.[3:1]").err())
        .startsWith("kprov: error: range [3:1] runs backwards\n");
  }

  @Test
  void withoutATerminalItIsSaidWhatIsMissing() {
    Typed typed = Typed.line("init", "-", "--api-address", "10.0.0.1");
    assertThat(typed.exit()).isEqualTo(64);
    assertThat(typed.err()).startsWith("kprov: error: not enough is said: --playbook, --hosts\n");
    assertThat(Typed.line("init", "-", "--playbook", "kubnet").err())
        .startsWith("kprov: error: no playbook kubnet is shipped\n");
  }

  @Test
  void onesOwnPlaybookLiesBesideTheInventory() throws IOException {
    Files.writeString(
        folder.resolve("own.yaml"),
        Files.readString(Path.of("playbooks/kubenet.yaml"))
            .replace("owner: \"{{ ssh.user }}\"", "owner: root"));
    Path file = folder.resolve("a.yaml");
    Typed typed =
        Typed.line(
            "init",
            file.toString(),
            "--playbook",
            "./own.yaml",
            "--api-address",
            "10.0.0.1",
            "--hosts",
            "control=10.0.0.2",
            "--user",
            "root");
    assertThat(typed.err()).isEmpty();
    assertThat(file).content().contains("name: cluster ", "playbook: ./own.yaml ");
  }

  private static Typed line(String... words) {
    return Typed.line(
        Stream.concat(
                Stream.of(words), Stream.of("--playbook", "kubenet", "--api-address", "10.0.0.99"))
            .toArray(String[]::new));
  }
}
