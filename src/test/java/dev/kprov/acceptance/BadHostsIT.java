package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.house.Shows;
import dev.kprov.lab.Lab;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that cannot be worked on are told of, each once, and do not stop the others. */
class BadHostsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static Lab lab;
  private static Operator operator;
  private static Map<String, String> converged;
  private static Map<String, String> issued;

  @BeforeAll
  static void aClusterMadeBefore() {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
    assertThat(operator.up().exit()).isZero();
    converged = Homes.of(lab).substance();
    issued = operator.issued();
  }

  /** Two files of every host drift, so that a host that converges shows it. */
  @BeforeEach
  void drift() {
    for (String host : Lab.HOSTS) {
      lab.shell(
          host,
          "cd /home/ubuntu; rm -f ca.pem; [ ! -e kube-proxy.kubeconfig ] || echo x >>"
              + " kube-proxy.kubeconfig");
    }
  }

  @AfterEach
  void makeWhole() {
    lab.start(Lab.HOSTS.toArray(String[]::new));
    assertThat(operator.up().exit()).isZero();
  }

  @Test
  @Shows(
      table = "conditions",
      value =
          "a host that is down, one with another host key, one with a read-only home | each is told"
              + " once, and the others converge")
  void aHostDownOneWithAnotherKeyAndOneWithAReadOnlyHomeDoNotStopTheOthers() {
    lab.stop("worker0");
    lab.rekey("worker1");
    lab.shell(
        "worker2", "mount --bind /home/ubuntu /home/ubuntu; mount -o remount,bind,ro /home/ubuntu");

    Operator.Ran up = operator.up();
    lab.shell("worker2", "umount /home/ubuntu");
    operator.acceptHostKeys();

    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.errors("worker0"))
        .as(up.toString())
        .containsExactly("worker0: connection refused by 127.0.0.1:" + lab.port("worker0"));
    assertThat(up.errors("worker1"))
        .singleElement()
        .asString()
        .startsWith("worker1: host key has changed: known ");
    assertThat(up.errors("worker2"))
        .containsExactly(
            "worker2: /home/ubuntu: it is read-only, whatever its mode says;"
                + " so /home/ubuntu/kube-proxy.kubeconfig, /home/ubuntu/ca.pem must wait");
    assertThat(up.errors()).as(up.toString()).hasSize(3);
    assertThat(up.err())
        .contains("hint: check that sshd runs there and that ssh.port is right\n")
        .contains("run: ssh-keygen -R '[127.0.0.1]:" + lab.port("worker1") + "'")
        .contains("hint: mount its filesystem read-write, or take its immutable attribute away\n");
    assertThat(up.out()).contains("3 of 7 hosts not as they should be: worker0, worker1, worker2");
    assertAllButAreWhole("worker0", "worker1", "worker2");
  }

  @Test
  void whereNoHostAnswersNothingIsDone() {
    lab.stop(Lab.HOSTS.toArray(String[]::new));

    Operator.Ran up = operator.up();

    assertThat(up.exit()).as(up.toString()).isEqualTo(69);
    assertThat(up.errors()).hasSize(Lab.HOSTS.size());
    assertThat(operator.plan().exit()).isEqualTo(69);
    assertThat(operator.verify().exit()).isEqualTo(69);
    assertThat(operator.issued()).isEqualTo(issued);
  }

  @Test
  void aHostThatHangsIsGivenUpAndTheOthersConverge() throws IOException {
    String port = Integer.toString(lab.port("gateway"));
    Instant begin = Instant.now();
    Operator.Ran up;
    try (SilentServer silent = new SilentServer()) {
      operator.edit(text -> text.replace(port, Integer.toString(silent.port())));
      up = operator.up();
      operator.edit(text -> text.replace(Integer.toString(silent.port()), port));
    }

    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(Duration.between(begin, Instant.now())).isLessThan(PATIENCE);
    assertThat(up.errors())
        .singleElement()
        .asString()
        .contains("gateway: ", "accepts connections but does not speak SSH within");
    assertAllButAreWhole("gateway");
  }

  private static void assertAllButAreWhole(String... bad) {
    Map<String, String> now = Homes.of(lab).substance();
    converged.forEach((name, substance) -> {
      if (!List.of(bad).contains(Homes.host(name))) {
        assertThat(now).containsEntry(name, substance);
      }
    });
    assertThat(operator.issued()).isEqualTo(issued);
  }
}
