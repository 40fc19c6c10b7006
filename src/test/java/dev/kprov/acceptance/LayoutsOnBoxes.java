package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.boxes.Box;
import dev.kprov.boxes.Boxes;
import dev.kprov.boxes.Kind;
import dev.kprov.cli.Typed;
import dev.kprov.house.Shown;
import dev.kprov.house.Shows;
import dev.kprov.judge.Descriptor;
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
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every layout on a cluster of whole hosts. Where there is sudo, it asks for a password, whoever
 * the files are for.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class LayoutsOnBoxes {

  private static final String REMOVE_ALL = "rm -rf /home/ubuntu/* /etc/kubernetes /var/lib/kubelet";

  private final Set<Layout> shown = EnumSet.noneOf(Layout.class);
  private final Map<String, Kind> kinds;

  @TempDir private static Path folder;
  @AutoClose private Boxes boxes;

  LayoutsOnBoxes(Map<String, Kind> kinds) {
    this.kinds = kinds;
  }

  @BeforeAll
  void start() {
    boxes = Boxes.start(folder, kinds);
  }

  /** A layout, and an operator who has an inventory of it. */
  private record Run(Layout layout, Path folder, Path inventory, Path password) {

    static Run of(Layout layout, Boxes boxes) throws IOException {
      String playbook = layout.name().toLowerCase(Locale.ROOT).replace('_', '-');
      Path own = Files.createTempDirectory(LayoutsOnBoxes.folder, playbook);
      return new Run(
          layout,
          own,
          boxes.inventory(own, playbook, layout == Layout.KUBEADM),
          Files.writeString(own.resolve("password"), Box.PASSWORD));
    }

    Typed trust() {
      return type("trust", "--yes");
    }

    /** Types a command for which sudo must be given its password. */
    Typed kprov(String command) throws IOException {
      try (Descriptor given = Descriptor.of(password)) {
        return type(command, "--become-password-fd", given.number());
      }
    }

    private Typed type(String command, String... options) {
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
    Run run = Run.of(layout, boxes);
    assertThat(run.trust().exit()).isZero();
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
    shown.add(layout);
  }

  @Order(1)
  @ParameterizedTest
  @CsvSource({"arm64, amd64, x86_64", "amd64, arm64, aarch64"})
  void aProcessorThatTheInventoryDoesNotClaimIsAnError(String claim, String truth, String machine)
      throws IOException {
    Run run = Run.of(Layout.KUBENET, boxes);
    assertThat(run.trust().exit()).isZero();
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
  void theseHostsHadEveryLayout(Shown page) {
    assertThat(shown).containsExactly(Layout.values());
    boxes
        .hosts()
        .values()
        .forEach(box ->
            page.row(
                box.kind().title(),
                box.kind().arch(),
                box.kind().init(),
                box.sshServer(),
                box.kind().hasSudo() ? box.sudo() + ", password" : "login",
                box.programs()));
  }

  /** What lies where layouts write, by host, in the form of {@code stat}. */
  private Map<String, List<String>> found(String form) {
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

  private Map<String, List<String>> wanted(Run run) {
    Map<String, List<String>> wanted = new TreeMap<>();
    for (String host : boxes.hosts().keySet()) {
      wanted.put(
          host,
          run.rows(host).stream().map(row -> row.cell(0) + " " + row.cell(1)).sorted().toList());
    }
    return wanted;
  }

  /** On each host a certificate is lost and a key laid open; says what a plan tells. */
  private String[] damage(Run run) {
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
