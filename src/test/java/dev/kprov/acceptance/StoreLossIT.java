package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Judge;
import dev.kprov.lab.Lab;
import dev.kprov.lab.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is lost, old or another cluster's never ends a cluster that lives. */
class StoreLossIT {

  @TempDir private static Path folder;
  private static Lab lab;
  private static Operator operator;

  private Path backup;
  private Homes before;

  @BeforeAll
  static void aLivingCluster() {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
    Operator.Ran up = operator.up();
    assertThat(up.exit()).as(up.toString()).isZero();
  }

  @BeforeEach
  void keepABackup() {
    backup = folder.resolve("backup");
    copy(operator.store(), backup);
    before = Homes.of(lab);
  }

  /** The store of the backup and the hosts belong together again, for the next test. */
  @AfterEach
  void restore() throws IOException {
    copy(backup, operator.store());
    Operator.Ran up = operator.up("--assume-new-cluster");
    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(Homes.of(lab).substance()).isEqualTo(before.substance());
  }

  @Test
  void withoutItsStoreALivingClusterIsLeftAloneAndTheWaysOnAreNamed() {
    delete(folder.resolve("pki"));

    assertNothingIsDone(operator.up(), "control0 holds /home/ubuntu/ca");
  }

  @Test
  void withoutItsStoreAndWithAControlHostDownNothingIsDoneEither() {
    delete(folder.resolve("pki"));
    lab.stop("control0");

    Operator.Ran up = operator.up();
    lab.start("control0");

    assertThat(up.errors("control0")).hasSize(1);
    assertNothingIsDone(up, "control1 holds /home/ubuntu/ca");
  }

  @Test
  void aNewStoreIsNotMadeWhileAnEmptyHostsNeighboursHoldTheOldAuthority() {
    delete(folder.resolve("pki"));
    lab.reset("control0");

    Operator.Ran up = operator.up("--limit", "control0");

    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.err()).contains("control1 holds /home/ubuntu/ca");
    assertThat(folder.resolve("pki")).doesNotExist();
    assertThat(operator.home("control0")).isEmpty();
  }

  @Test
  void aHostThatHoldsAStrangersAuthorityIsLeftAloneAndTheOthersConverge() throws IOException {
    put("worker1", "ca.pem", strangersAuthority());
    lab.shell("worker1", "rm /home/ubuntu/worker1.kubeconfig");
    lab.shell("worker2", "rm /home/ubuntu/ca.pem");
    Homes damaged = Homes.of(lab);

    Operator.Ran up = operator.up();

    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(Homes.of(lab).touchedSince(damaged)).containsExactly("worker2:ca.pem");
    assertThat(up.errors()).as(up.toString()).hasSize(2);
    assertThat(up.errors().getFirst()).startsWith("authority ca: control0, control1, control2, ");
    assertThat(up.errors("worker1"))
        .singleElement()
        .asString()
        .startsWith("worker1: /home/ubuntu/ca.pem: it holds another authority than the store's ca")
        .contains("CN=Stranger");
    assertThat(up.err()).contains("kprov: hint: if the host shall join this cluster, remove");
  }

  @Test
  void anAuthorityThatCannotBeReadOnAHostIsDrift() {
    lab.shell("worker1", "echo nonsense > /home/ubuntu/ca.pem");

    Operator.Ran up = operator.up();

    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(Homes.of(lab).touchedSince(before)).containsExactly("worker1:ca.pem");
    assertThat(Homes.of(lab).substance()).isEqualTo(before.substance());
  }

  @Test
  void aNewClusterIsMadeOnTheOperatorsWordAndTheOldStoreIsThenRefused() {
    delete(folder.resolve("pki"));
    Map<String, String> old = before.substance();

    Operator.Ran plan = operator.plan("--assume-new-cluster");
    assertThat(Homes.of(lab)).isEqualTo(before);
    Operator.Ran up = operator.up("--assume-new-cluster");

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(operator.verify().exit()).isZero();
    Homes made = Homes.of(lab);
    assertThat(made.substance().keySet()).isEqualTo(old.keySet());
    made.substance()
        .forEach((file, substance) -> assertThat(substance).isNotEqualTo(old.get(file)));

    copy(backup, operator.store());
    Map<String, String> traces = operator.issued();
    Operator.Ran refused = operator.up();

    assertThat(refused.exit()).as(refused.toString()).isEqualTo(1);
    assertThat(refused.err()).contains("this is the store of another cluster", "--store");
    assertThat(Homes.of(lab)).isEqualTo(made);
    assertThat(operator.issued()).isEqualTo(traces);
  }

  @Test
  void hostsThatAreAheadOfAnOlderCopyOfTheStoreAreLeftAlone() {
    operator.edit(text -> text.replace("port: 6443 }", "port: 6443, extraNames: [api.lab] }"));
    assertThat(operator.up().exit()).isZero();
    operator.edit(text -> text.replace(", extraNames: [api.lab] }", " }"));
    copy(backup, operator.store());
    lab.shell("control1", "rm /home/ubuntu/ca.pem");
    lab.shell("worker1", "rm /home/ubuntu/ca.pem");
    Homes ahead = Homes.of(lab);
    Map<String, String> issued = operator.issued();

    Operator.Ran up = operator.up();

    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(Homes.of(lab).touchedSince(ahead)).containsExactly("worker1:ca.pem");
    assertThat(operator.issued()).isEqualTo(issued);
    for (String control : List.of("control0", "control1", "control2")) {
      assertThat(up.errors(control))
          .as(up.toString())
          .singleElement()
          .asString()
          .startsWith(control + ": /home/ubuntu/kubernetes.pem: its certificate (serial ")
          .endsWith("so the store is older than the host");
    }
    assertThat(up.err()).contains("kprov: hint: restore the newest copy of the store\n");
  }

  /** Otherwise the other hosts would be ahead of the newest copy, once that is restored. */
  @Test
  void anOlderCopyOfTheStoreIssuesNothingNotEvenForHostsThatAreNotAhead() {
    operator.edit(text -> text.replace("port: 6443 }", "port: 6443, extraNames: [api.lab] }"));
    assertThat(operator.up().exit()).isZero();
    copy(backup, operator.store());
    operator.edit(text -> text.replace("domain: kubenet", "domain: kubenet.lab"));
    Homes ahead = Homes.of(lab);
    Map<String, String> issued = operator.issued();

    Operator.Ran up = operator.up();
    operator.edit(text ->
        text.replace("domain: kubenet.lab", "domain: kubenet")
            .replace(", extraNames: [api.lab] }", " }"));

    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(Homes.of(lab)).isEqualTo(ahead);
    assertThat(operator.issued()).isEqualTo(issued);
  }

  private void assertNothingIsDone(Operator.Ran up, String cause) {
    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.err())
        .contains(cause, "kprov: hint: restore the store from a backup", "--assume-new-cluster");
    assertThat(up.out()).contains("nothing was done");
    assertThat(Homes.of(lab)).isEqualTo(before);
    assertThat(folder.resolve("pki")).doesNotExist();
  }

  private static String strangersAuthority() throws IOException {
    Path certificate = folder.resolve("stranger.pem");
    Judge.selfSigned(Path.of("/dev/null"), certificate, "/CN=Stranger", 30);
    return Files.readString(certificate);
  }

  private static void put(String host, String file, String text) {
    lab.shell(host, "cat > /home/ubuntu/" + file + " <<'END'\n" + text + "END");
  }

  private static void copy(Path from, Path to) {
    delete(to);
    program("mkdir", "-p", to.getParent().toString());
    program("cp", "-a", from.toString(), to.toString());
  }

  private static void delete(Path tree) {
    program("rm", "-rf", tree.toString());
  }

  private static void program(String... line) {
    assertThat(Ran.of(Map.of(), List.of(line)).exit()).isZero();
  }
}
