package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.boxes.Boxes;
import dev.kprov.boxes.Kind;
import dev.kprov.cli.Typed;
import dev.kprov.house.Shown;
import dev.kprov.house.Shows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every layout on a cluster of whole hosts that have little in common. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LayoutsDockerIT {

  private static final String REMOVE_ALL = "rm -rf /home/ubuntu/* /etc/kubernetes /var/lib/kubelet";

  @TempDir private static Path folder;
  private static final Set<Layout> SHOWN = EnumSet.noneOf(Layout.class);
  @AutoClose private static Boxes boxes;

  @BeforeAll
  static void start() {
    boxes =
        Boxes.start(
            folder,
            Map.of(
                "control0", Kind.DEBIAN_12,
                "control1", Kind.BUSYBOX,
                "worker0", Kind.DEBIAN_13,
                "worker1", Kind.BUSYBOX));
  }

  /** A layout, and an operator who has an inventory of it. */
  private record Run(Layout layout, Path folder, Path inventory) {

    static Run of(Layout layout) throws IOException {
      String playbook = layout.name().toLowerCase(Locale.ROOT).replace('_', '-');
      Path own = Files.createTempDirectory(LayoutsDockerIT.folder, playbook);
      return new Run(layout, own, boxes.inventory(own, playbook, layout == Layout.KUBEADM));
    }

    Typed kprov(String command, String... options) {
      return Typed.in(
          Typed.Place.NOWHERE.in(folder),
          Stream.concat(Stream.of(command, inventory.toString()), Stream.of(options))
              .toArray(String[]::new));
    }

    List<Layout.Row> rows(String host) {
      return layout.rows("files").stream().filter(row -> row.host().equals(host)).toList();
    }
  }

  @Order(1)
  @ParameterizedTest
  @EnumSource
  void everyHostConvergesStaysAndIsRepaired(Layout layout) throws IOException {
    boxes.hosts().values().forEach(box -> box.shell(REMOVE_ALL));
    Run run = Run.of(layout);
    assertThat(run.kprov("trust", "--yes").exit()).isZero();
    Map<String, List<String>> bare = found("%n");

    Typed plan = run.kprov("plan");
    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(found("%n")).isEqualTo(bare);

    Typed up = run.kprov("up");
    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(found("%a %U:%G %n")).isEqualTo(wanted(run));
    assertThat(run.kprov("verify").exit()).isZero();

    Map<String, List<String>> made = found("%n %i %Y %Z");
    Typed again = run.kprov("up");
    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(again.out()).contains("nothing to do");
    assertThat(found("%n %i %Y %Z")).isEqualTo(made);

    String[] damages = damage(run);
    Typed drift = run.kprov("plan");
    assertThat(drift.exit()).as(drift.toString()).isEqualTo(2);
    assertThat(drift.out()).contains(damages);
    Typed repair = run.kprov("up");
    assertThat(repair.exit()).as(repair.toString()).isZero();
    assertThat(found("%a %U:%G %n")).isEqualTo(wanted(run));
    assertThat(run.kprov("verify").exit()).isZero();
    SHOWN.add(layout);
  }

  @Order(1)
  @ParameterizedTest
  @CsvSource({"arm64, amd64, x86_64", "amd64, arm64, aarch64"})
  void aProcessorThatTheInventoryDoesNotClaimIsAnError(String claim, String truth, String machine)
      throws IOException {
    Run run = Run.of(Layout.KUBENET);
    assertThat(run.kprov("trust", "--yes").exit()).isZero();
    String text = Files.readString(run.inventory());
    Files.writeString(run.inventory(), text.replaceAll("arch: \\w+", "arch: " + claim));

    Typed plan = run.kprov("plan");

    assertThat(plan.out().lines().filter(line -> line.contains(": error arch: ")))
        .containsExactlyInAnyOrderElementsOf(
            boxes.hosts().entrySet().stream()
                .filter(host -> host.getValue().kind().arch().equals(truth))
                .map(host ->
                    "%s: error arch: the inventory says %s, but the host says %s"
                        .formatted(host.getKey(), claim, machine))
                .toList());
  }

  @Test
  @Order(2)
  @Shows(table = "hosts")
  void hostsOfTheseKindsHadEveryLayout(Shown shown) {
    assertThat(SHOWN).containsExactly(Layout.values());
    boxes
        .hosts()
        .values()
        .forEach(box ->
            shown.row(
                box.kind().title(),
                box.kind().arch(),
                box.kind().init(),
                box.sshServer(),
                box.kind().hasSudo() ? box.sudo() : "login",
                box.programs()));
  }

  /** What lies where layouts write, by host, in the form of {@code stat}. */
  private static Map<String, List<String>> found(String form) {
    String script =
        """
        for place in /home/ubuntu/* /etc/kubernetes /var/lib/kubelet; do
          [ ! -e "$place" ] || find "$place" -exec stat -c '%s' {} +
        done
        """
            .formatted(form);
    Map<String, List<String>> found = new TreeMap<>();
    boxes
        .hosts()
        .forEach((host, box) -> found.put(host, box.shell(script).lines().sorted().toList()));
    return found;
  }

  private static Map<String, List<String>> wanted(Run run) {
    Map<String, List<String>> wanted = new TreeMap<>();
    for (String host : boxes.hosts().keySet()) {
      wanted.put(
          host,
          run.rows(host).stream().map(row -> row.cell(0) + " " + row.cell(1)).sorted().toList());
    }
    return wanted;
  }

  /** On each host a certificate is lost and a key laid open; says what a plan tells. */
  private static String[] damage(Run run) {
    List<String> told = new ArrayList<>();
    boxes
        .hosts()
        .forEach((host, box) -> {
          String lost = first(run, host, ".*\\.(pem|crt)");
          String open = first(run, host, ".*(-key\\.pem|\\.key)");
          box.shell("rm %s; chmod 0644 %s".formatted(lost, open));
          told.add("%s: create %s (0644 ".formatted(host, lost));
          told.add("%s: update %s (mode 0644 → 0600)".formatted(host, open));
        });
    return told.toArray(String[]::new);
  }

  private static String first(Run run, String host, String pattern) {
    return run.rows(host).stream()
        .map(row -> row.cell(1))
        .filter(path -> path.matches(pattern))
        .findFirst()
        .orElseThrow();
  }
}
