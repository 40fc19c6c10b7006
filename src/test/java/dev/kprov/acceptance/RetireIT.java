package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The first weeks of a cluster: a leaf leaks, and a worker leaves. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RetireIT {
  @TempDir private static Path folder;
  private static Lab lab;
  private static Operator operator;

  @BeforeAll
  static void aCluster() {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
    assertThat(operator.up().exit()).isZero();
  }

  private String ledger() throws IOException {
    return Files.readString(operator.store().resolve("ledger.jsonl"));
  }

  @Test
  @Order(1)
  void aLeakedLeafIsIssuedAnewWithItsKeyAndOnlyItsHostIsTouched() throws IOException {
    String[] order = {"--reissue", "node@worker0", "--new-key"};
    Map<String, String> before = operator.traces();
    Homes homes = Homes.of(lab);
    Operator.Ran planned = operator.plan(order);
    assertThat(planned.exit()).isEqualTo(2);
    assertThat(planned.changes())
        .contains(
            "local: issue certificate node of worker0 (asked for by --reissue --new-key, new key)");
    assertThat(operator.traces()).isEqualTo(before);

    Operator.Ran ran = operator.up(order);

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.out()).contains("nobody can revoke it");
    assertThat(Homes.of(lab).touchedSince(homes))
        .containsExactlyInAnyOrder(
            "worker0:worker0.pem", "worker0:worker0-key.pem", "worker0:worker0.kubeconfig");
    assertThat(ledger()).contains("\"reason\":\"asked for by --reissue --new-key\"");
    assertThat(operator.up().out()).contains("nothing to do");
  }

  @Test
  @Order(2)
  void withoutATerminalOrAWordNothingIsRemoved() {
    List<String> home = operator.home("worker0");
    Map<String, String> store = operator.traces();
    Operator.Ran planned = operator.run("retire", "worker0", "--dry-run", "-o", "json");
    assertThat(planned.exit()).isEqualTo(2);

    Operator.Ran ran = operator.run("retire", "worker0");

    assertThat(ran.exit()).isEqualTo(64);
    assertThat(ran.out()).contains("worker0: remove /home/ubuntu/worker0-key.pem");
    assertThat(ran.err()).contains("run again with --yes");
    assertThat(operator.home("worker0")).isEqualTo(home);
    assertThat(operator.traces()).isEqualTo(store);
  }

  @Test
  @Order(3)
  void aRetiredWorkerHasNothingOfTheClusterAndGetsNothingAgain() throws IOException {
    lab.shell("worker0", "cp -p ~ubuntu/worker0-key.pem ~ubuntu/backup.pem; touch ~ubuntu/own");
    Homes others = Homes.of(lab);

    Operator.Ran ran = operator.run("retire", "worker0", "--yes", "-o", "json");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(operator.home("worker0")).singleElement().asString().startsWith("own ");
    assertThat(Homes.of(lab).touchedSince(others)).allMatch(file -> file.startsWith("worker0:"));
    assertThat(ledger())
        .contains("\"mark\":\"retired\"", "\"items\":[\"certificate/node/worker0\"");
    assertThat(Files.readString(operator.store().resolve("journal.jsonl")))
        .contains("mark worker0 as retired", "remove /home/ubuntu/worker0-key.pem");

    Operator.Ran up = operator.up();
    assertThat(up.exit()).isEqualTo(1);
    assertThat(up.errors("worker0")).singleElement().asString().contains("it was retired on ");
    assertThat(operator.home("worker0")).hasSize(1);
    assertThat(operator.run("certs").out()).doesNotContain("worker0.pem");
    assertThat(operator.run("retire", "worker0", "--yes").out()).contains("nothing to do");
  }

  @Test
  @Order(4)
  void letInAgainItGetsItsFiles() {
    assertThat(operator.run("retire", "worker0", "--undo").exit()).isZero();
    Operator.Ran up = operator.up();
    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(operator.home("worker0")).hasSize(6);
  }

  @Test
  @Order(5)
  void aWorkerThatIsNoMoreIsMarkedWithoutALook() throws IOException {
    lab.stop("worker1");
    Operator.Ran down = operator.run("retire", "worker1", "--yes");
    assertThat(down.exit()).isEqualTo(69);
    assertThat(down.err()).contains("kprov retire INVENTORY worker1 --gone");

    assertThat(operator.run("retire", "worker1", "--gone").exit()).isZero();

    lab.start("worker1");
    assertThat(ledger()).contains("\"mark\":\"gone\"");
    assertThat(operator.up().errors("worker1")).hasSize(1);
    operator.narrow(Lab.HOSTS.stream().filter(host -> !host.equals("worker1")).toList());
    assertThat(operator.up().exit()).isZero();
  }

  @Test
  @Order(6)
  void aHostThatIsNotInTheInventoryIsATypo() {
    Operator.Ran ran = operator.run("retire", "wroker0");
    assertThat(ran.exit()).isEqualTo(64);
    assertThat(ran.err()).contains("the inventory has no host wroker0", "did you mean worker0?");
  }
}
