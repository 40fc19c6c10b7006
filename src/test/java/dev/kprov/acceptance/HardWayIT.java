package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Lab;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hard-way layout on real hosts: from nothing, once more, and after damage. */
class HardWayIT {

  @TempDir private Path folder;
  private Operator operator;

  @BeforeEach
  void freshHostsOfTheHardWay() {
    Lab lab = Lab.up();
    lab.reset();
    operator = new Operator(lab, folder);
    operator.edit(text ->
        text.replace("playbook: kubenet", "playbook: hard-way")
            .replace("role: gateway", "role: lb"));
  }

  @Test
  void controlHostsGetTwelveFilesWorkersFiveAndTheLoadBalancerNone() {
    Operator.Ran up = operator.up();

    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(rights("control1"))
        .containsExactlyInAnyOrderElementsOf(
            pairs(
                "ca",
                "kubernetes",
                "etcd",
                "service-account",
                "kube-controller-manager",
                "kube-scheduler"));
    assertThat(rights("worker2"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of("ca.pem 644 ubuntu:ubuntu"), pairs("worker2", "kube-proxy").stream())
                .toList());
    assertThat(rights("gateway")).isEmpty();
    assertThat(up.lines())
        .contains(
            "control0: 12 of 12 files, no strangers",
            "worker0: 5 of 5 files, no strangers",
            "gateway: 0 of 0 files, no strangers")
        .anyMatch(line -> line.startsWith("control2: good /home/ubuntu/etcd.pem: signed by ca, "));
  }

  @Test
  void theModulesOwnChecksHoldOnTheHosts() {
    assertThat(operator.up().exit()).isZero();

    for (String certificate : List.of("kubernetes", "etcd", "kube-scheduler", "service-account")) {
      String verdict =
          operator
              .lab()
              .shell(
                  "control0",
                  "cd /home/ubuntu; openssl verify -x509_strict -CAfile ca.pem "
                      + certificate
                      + ".pem");
      assertThat(verdict).isEqualTo(certificate + ".pem: OK");
    }
    assertThat(operator.lab().shell("control0", "ls /home/ubuntu/*.pem | wc -l").strip())
        .isEqualTo("12");
    assertThat(operator.lab().shell("worker1", "ls /home/ubuntu/*.pem | wc -l").strip())
        .isEqualTo("5");
  }

  @Test
  void aSecondRunFindsNothingToDoAndDamageIsRepaired() {
    assertThat(operator.up().exit()).isZero();
    assertThat(operator.plan().exit()).isZero();

    operator.lab().shell("control0", "chmod 644 /home/ubuntu/etcd-key.pem");
    operator.lab().shell("worker0", "rm /home/ubuntu/kube-proxy.pem");
    operator.lab().shell("gateway", "cp /etc/hostname /home/ubuntu/old.pem");
    Operator.Ran plan = operator.plan();

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(plan.changes())
        .containsExactlyInAnyOrder(
            "control0: update /home/ubuntu/etcd-key.pem (mode 0644 → 0600)",
            "worker0: create /home/ubuntu/kube-proxy.pem (0644 ubuntu)",
            "gateway: warning /home/ubuntu/old.pem: a stranger");
    Operator.Ran up = operator.up();
    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(operator.verify().exit()).isZero();
  }

  private static List<String> pairs(String... names) {
    return Stream.of(names)
        .flatMap(
            name -> Stream.of(name + ".pem 644 ubuntu:ubuntu", name + "-key.pem 600 ubuntu:ubuntu"))
        .toList();
  }

  /** Name, mode and owner of all that lies in a home. */
  private List<String> rights(String host) {
    return operator.home(host).stream()
        .map(line -> line.replaceFirst("(\\S+ \\S+ \\S+).*", "$1"))
        .toList();
  }
}
