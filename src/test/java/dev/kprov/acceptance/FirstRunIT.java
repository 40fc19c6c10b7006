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

/** From empty hosts and no store to a verified cluster, and a second run that changes nothing. */
class FirstRunIT {

  private static final List<String> CONTROLS = List.of("control0", "control1", "control2");
  private static final List<String> WORKERS = List.of("worker0", "worker1", "worker2");

  @TempDir private Path folder;
  private Operator operator;

  @BeforeEach
  void freshHosts() {
    Lab lab = Lab.up();
    lab.reset();
    operator = new Operator(lab, folder);
  }

  @Test
  void everyHostHoldsExactlyTheFilesOfTheGuide() {
    Operator.Ran up = operator.up();

    assertThat(up.exit()).as(up.toString()).isZero();
    for (String control : CONTROLS) {
      assertThat(files(control)).isEqualTo(controlFiles(control));
      assertThat(up.lines()).contains(control + ": 14 of 14 files, no strangers");
    }
    for (String worker : WORKERS) {
      assertThat(files(worker)).isEqualTo(workerFiles(worker));
      assertThat(up.lines()).contains(worker + ": 5 of 5 files, no strangers");
    }
    assertThat(files("gateway")).isEmpty();
  }

  @Test
  void theSecondRunHasNothingToDoAndLeavesNoTrace() {
    assertThat(operator.up().exit()).isZero();
    Map<String, String> store = operator.traces();
    Map<String, List<String>> hosts = homes();

    Operator.Ran again = operator.up();

    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(again.out()).contains("nothing to do");
    assertThat(homes()).isEqualTo(hosts);
    assertThat(operator.traces()).isEqualTo(store);
    assertThat(operator.plan().exit()).isZero();
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

  /** Names with mode and owner, of everything below the home. */
  private Map<String, String> files(String host) {
    return operator.home(host).stream()
        .map(line -> line.split(" "))
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1] + " " + parts[2]));
  }

  private static Map<String, String> controlFiles(String host) {
    return withRights(
        List.of("ca.pem", "kubernetes.pem", "service-account.pem", host + ".pem"),
        List.of(
            "ca-key.pem",
            "kubernetes-key.pem",
            "service-account-key.pem",
            "admin.kubeconfig",
            "kube-controller-manager.kubeconfig",
            "kube-scheduler.kubeconfig",
            "encryption-config.yaml",
            host + "-key.pem",
            host + ".kubeconfig",
            "kube-proxy.kubeconfig"));
  }

  private static Map<String, String> workerFiles(String host) {
    return withRights(
        List.of("ca.pem", host + ".pem"),
        List.of(host + "-key.pem", host + ".kubeconfig", "kube-proxy.kubeconfig"));
  }

  private static Map<String, String> withRights(List<String> open, List<String> secret) {
    Map<String, String> files =
        open.stream().collect(Collectors.toMap(name -> name, _ -> "644 ubuntu:ubuntu"));
    secret.forEach(name -> files.put(name, "600 ubuntu:ubuntu"));
    return files;
  }
}
