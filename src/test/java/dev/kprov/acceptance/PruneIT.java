package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Lab;
import dev.kprov.view.JsonSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What nobody wants on hosts any more is told of, and goes where the operator wishes that. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PruneIT {

  private static final String HOME = "/home/ubuntu/";
  private static final String OURS = ": written by kprov on ";

  @TempDir private static Path folder;
  private static Lab lab;
  private static Operator operator;

  @BeforeAll
  static void aCluster() {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
    operator.narrow(List.of("control0", "control2", "worker0"));
    assertThat(operator.up().exit()).isZero();
  }

  private static List<String> names(String host) {
    return lab.shell(host, "cd " + HOME + "; find . ! -name . ! -type d | cut -c3- | sort")
        .lines()
        .toList();
  }

  @Test
  @Order(1)
  void aHostThatIsNoControlHostAnyMoreHoldsItsKeysAndThatIsAnError() {
    operator.edit(text -> text.replace("control2, role: control", "control2, role: worker"));

    Operator.Ran up = operator.up();

    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.errors("control2"))
        .hasSize(7)
        .allMatch(line -> line.matches(".*" + OURS + "[0-9-]{10} \\(run 1\\), wanted no more"))
        .anyMatch(line -> line.startsWith("control2: " + HOME + "ca-key.pem: "));
    assertThat(up.err()).contains("kprov: hint: kprov up --prune removes it");
    assertThat(up.lines())
        .contains("control2: 14 of 5 files, no strangers")
        .anyMatch(line -> line.startsWith("control2: warning " + HOME + "kubernetes.pem: "));
    assertThat(names("control2")).hasSize(14);
  }

  @Test
  @Order(2)
  void whatASavedPlanPrunesIsWhatItSawThere() throws IOException {
    Path file = folder.resolve("plan.json");
    String[] save = {"--prune", "--out", file.toString()};
    Operator.Ran plan = operator.plan(save);
    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(plan.lines().getLast())
        .isEqualTo("plan: 0 items to issue, 9 changes on 1 host (9 files to remove)");
    JsonSchema.PLAN.accepts(Files.readString(file));
    assertThat(operator.type("show", file.toString()).out())
        .contains(" --prune\n", "control2: remove " + HOME + "ca-key.pem (written by kprov on ");
    lab.shell("control2", "echo mine >> " + HOME + "kubernetes.pem");

    Operator.Ran moved = operator.type("apply", file.toString());

    assertThat(moved.errors("control2"))
        .containsExactly(
            "control2: left alone: " + HOME + "kubernetes.pem is not what the plan saw");
    assertThat(names("control2")).hasSize(14);

    assertThat(operator.plan(save).lines().getLast()).contains("(8 files to remove)");
    Operator.Ran apply = operator.type("apply", file.toString(), "-o", "json");

    assertThat(apply.exit()).as(apply.toString()).isZero();
    JsonSchema.DOCUMENT.accepts(apply.out());
    assertThat(names("control2"))
        .containsExactly(
            "ca.pem",
            "control2-key.pem",
            "control2.kubeconfig",
            "control2.pem",
            "kube-proxy.kubeconfig",
            "kubernetes.pem");
    Operator.Ran verify = operator.verify();
    assertThat(verify.exit()).as(verify.toString()).isZero();
    assertThat(verify.out()).contains("kubernetes.pem" + OURS, ", and changed by somebody since");
    assertThat(operator.up("--prune").out()).contains("nothing to do");
  }

  @Test
  @Order(3)
  void whatLiesWhereThePlaybookPutItBeforeIsPrunedInTheRunThatMovesIt() {
    lab.shell("control2", "rm " + HOME + "kubernetes.pem");
    operator.ownPlaybook(text -> text.replace("to: \"~\"", "to: \"~/pki\""));

    Operator.Ran up = operator.up("--prune");

    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(up.lines().getLast()).contains("(24 files removed)");
    for (String host : List.of("control0", "control2", "worker0")) {
      assertThat(names(host)).isNotEmpty().allMatch(name -> name.startsWith("pki/"));
    }
    assertThat(operator.verify().exit()).isZero();
  }

  @Test
  @Order(4)
  void strangersGoByTheirOwnWishAndWhatTheyMayHaveDoneIsTold() {
    lab.shell(
        "worker0",
        "cd %spki; echo old >old.pem; cp -p worker0-key.pem found.pem; echo kept >../kept;"
                .formatted(HOME)
            + " ln -s ../kept link.pem; echo own >own.txt");
    Operator.Ran prune = operator.up("--prune");
    assertThat(prune.exit()).as(prune.toString()).isEqualTo(1);
    assertThat(prune.errors("worker0"))
        .containsExactly("worker0: " + HOME + "pki/found.pem: a stranger that holds a private key");
    assertThat(operator.plan("--prune-strangers").lines())
        .contains("worker0: remove " + HOME + "pki/old.pem (a stranger)");

    Operator.Ran up = operator.up("--prune-strangers");

    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(up.lines())
        .contains(
            "worker0: 5 of 5 files, no strangers",
            "worker0: warning " + HOME + "pki/found.pem: a stranger that holds a private key");
    assertThat(up.out()).contains("think of the key as leaked", "(3 files removed)");
    assertThat(names("worker0")).hasSize(7).contains("kept", "pki/own.txt");
    assertThat(operator.verify().exit()).isZero();
  }

  @Test
  @Order(5)
  void byAnEditedJournalNothingIsPrunedAndAllElseIsDone() throws IOException {
    Path journal = operator.store().resolve("journal.jsonl");
    String text = Files.readString(journal);
    Files.writeString(journal, text.replaceFirst("\"user\":\"", "\"user\":\"not "));
    lab.shell("worker0", "rm " + HOME + "pki/ca.pem");
    operator.edit(
        inventory -> inventory.replace("control2, role: worker", "control2, role: gateway"));

    Operator.Ran up = operator.up("--prune");

    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.errors())
        .anyMatch(line ->
            line.startsWith("journal: nothing is pruned by a journal that somebody has edited"));
    assertThat(up.errors("control2")).hasSize(3);
    assertThat(names("control2")).hasSize(5);
    assertThat(names("worker0")).contains("pki/ca.pem");
  }
}
