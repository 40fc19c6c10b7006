package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Lab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every layout on real hosts: from nothing to verified, once more, and after all damage at once.
 */
@ParameterizedClass
@EnumSource
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LayoutIT {

  @TempDir private static Path folder;
  private static Operator operator;
  private static Operator.Ran first;
  private static Homes made;

  @Parameter private Layout layout;

  @BeforeParameterizedClassInvocation
  static void fromNothing(Layout layout) throws Exception {
    operator = layout.fresh(Files.createDirectories(folder.resolve(layout.name())));
    first = operator.up();
    made = Homes.andAllElse(operator.lab());
  }

  @Test
  @Order(1)
  void everyHostHoldsExactlyTheFilesOfTheTable() {
    assertThat(first.exit()).as(first.toString()).isZero();
    for (String host : Lab.HOSTS) {
      List<String> wanted =
          layout.rows("files").stream()
              .filter(row -> row.host().equals(host))
              .map(row -> row.cell(0) + " " + row.cell(1))
              .sorted()
              .toList();
      assertThat(found(host)).as(host).isEqualTo(wanted);
      if (layout.hosts().contains(host)) {
        long files = layout.files().stream().filter(row -> row.host().equals(host)).count();
        assertThat(first.lines())
            .contains("%1$s: %2$d of %2$d files, no strangers".formatted(host, files));
      }
    }
  }

  @Test
  @Order(1)
  void thePlaybookThatCountsTheStoreTellsOfItsFiles() {
    assertThat(first.lines().stream().filter(line -> line.matches("local: \\d+ of .*")))
        .containsExactlyElementsOf(
            layout == Layout.HARD_WAY ? List.of("local: 22 of 22 files in the store") : List.of());
  }

  /** Mode, owner and path of everything where layouts write, but what sudo leaves of itself. */
  private static List<String> found(String host) {
    String script =
        """
        find /home/ubuntu -mindepth 1 ! -name .sudo_as_admin_successful -printf '%m %u:%g %p\\n'
        for place in /etc/kubernetes /var/lib/kubelet; do
          [ ! -e $place ] || find $place -printf '%m %u:%g %p\\n'
        done
        """;
    return operator.lab().shell(host, script).lines().sorted().toList();
  }

  @Test
  @Order(2)
  void theSecondRunHasNothingToDoAndLeavesNoTrace() {
    Map<String, String> store = operator.traces();

    Operator.Ran again = operator.up();

    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(again.out()).contains("nothing to do");
    assertThat(Homes.andAllElse(operator.lab())).isEqualTo(made);
    assertThat(operator.traces()).isEqualTo(store);
    assertThat(operator.plan().exit()).isZero();
  }

  @Test
  @Order(3)
  void ofAllDamageAtOnceEachIsNamedAndJustTheChangesAreMade() {
    Lab lab = operator.lab();
    lab.assumeRoot();
    Map<String, String> issued = operator.issued();
    List<Damage> damages = Damage.of(layout);
    List<Damage> left = damages.stream().filter(damage -> !damage.isRepaired()).toList();
    damages.forEach(damage -> damage.happens(lab));
    Homes damaged = Homes.andAllElse(lab);

    Operator.Ran plan = operator.plan();
    Operator.Ran verify = operator.verify();

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(1);
    assertThat(plan.changes())
        .containsExactlyInAnyOrderElementsOf(damages.stream().map(Damage::line).toList());
    assertThat(verify.exit()).isEqualTo(1);
    assertThat(Homes.andAllElse(lab)).isEqualTo(damaged);

    Operator.Ran up = operator.up();

    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.errors()).containsExactlyInAnyOrderElementsOf(errors(left));
    assertThat(Homes.andAllElse(lab).touchedSince(damaged))
        .containsExactlyInAnyOrderElementsOf(
            damages.stream().filter(Damage::isRepaired).map(Damage::name).toList());
    assertThat(lab.shell(symlink().host(), "cat /var/tmp/elsewhere")).isEqualTo("precious");

    left.forEach(damage -> lab.shell(damage.host(), "rm -r " + damage.file()));
    Operator.Ran next = operator.up();

    assertThat(next.exit()).as(next.toString()).isZero();
    assertThat(Homes.andAllElse(lab).substance()).isEqualTo(made.substance());
    assertThat(operator.issued()).isEqualTo(issued);
  }

  private Damage symlink() {
    return Damage.of(layout).stream()
        .filter(damage -> damage.kind() == Damage.Kind.SYMLINK)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> errors(List<Damage> damages) {
    return damages.stream().filter(Damage::isFault).map(Damage::error).toList();
  }
}
