package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Lab;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** First runs that are not plain; {@link LayoutIT} has those that are. */
class FirstRunIT {

  @TempDir private Path folder;
  private Operator operator;

  @BeforeEach
  void freshHosts() {
    operator = Layout.KUBENET.fresh(folder);
  }

  @Test
  void aPlanOfEmptyHostsNamesEverythingAndWritesNothing() {
    Map<String, String> folderBefore = operator.traces();

    Operator.Ran plan = operator.plan();

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(plan.lines())
        .contains("local: issue authority ca (never issued, new key)")
        .anyMatch(line -> line.startsWith("control2: create /home/ubuntu/encryption-config.yaml ("))
        .anyMatch(line -> line.startsWith("worker1: create /home/ubuntu/worker1-key.pem ("));
    assertThat(operator.up("--dry-run").out()).isEqualTo(plan.out());
    assertThat(operator.plan().out()).isEqualTo(plan.out());
    assertThat(operator.traces()).isEqualTo(folderBefore);
    homes().forEach((host, files) -> assertThat(files).as(host).isEmpty());
  }

  @Test
  void aLimitedFirstRunIssuesNothingForTheHostsOutsideAndTheNextOneCompletesTheCluster() {
    Operator.Ran limited = operator.up("--limit", "worker0");

    assertThat(limited.exit()).as(limited.toString()).isZero();
    assertThat(operator.issued())
        .containsKeys("pki/lab/ca.pem", "pki/lab/worker0.pem", "pki/lab/worker0.kubeconfig")
        .doesNotContainKeys("pki/lab/worker1.pem", "pki/lab/control0.pem");
    homes()
        .forEach(
            (host, files) -> assertThat(files).as(host).hasSize(host.equals("worker0") ? 5 : 0));
    List<String> worker0 = operator.home("worker0");

    Operator.Ran all = operator.up();

    assertThat(all.exit()).as(all.toString()).isZero();
    assertThat(operator.home("worker0")).isEqualTo(worker0);
    assertThat(operator.home("control2")).hasSize(14);
  }

  @Test
  void aHomeBehindASymlinkIsFollowed() {
    String move = "mv /home/ubuntu /home/real && ln -s real /home/ubuntu";
    operator.lab().shell("worker0", move);

    Operator.Ran up = operator.up();

    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(operator.lab().shell("worker0", "ls /home/real")).contains("worker0-key.pem");
  }

  private Map<String, List<String>> homes() {
    return Lab.HOSTS.stream().collect(Collectors.toMap(host -> host, operator::home));
  }
}
