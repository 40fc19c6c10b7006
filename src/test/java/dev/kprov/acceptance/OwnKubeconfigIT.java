package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Judge;
import dev.kprov.lab.Lab;
import dev.kprov.view.JsonSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The playbook's own step merges the admin's context, as a part of every run. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OwnKubeconfigIT {

  private static final String[] MERGING = {"--set", "mergeKubeconfig=true"};

  @TempDir private static Path folder;
  private static Lab lab;
  private static Operator operator;
  private static Path config;

  @BeforeAll
  static void aLab() {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
    config = folder.resolve(".kube/config");
  }

  @AfterAll
  static void clean() {
    lab.reset();
  }

  @Test
  @Order(1)
  void itComesWithTheFirstRunAndStaysAsItIs() throws IOException {
    assertThat(operator.plan(MERGING).out())
        .contains("local: merge context admin@lab into " + config)
        .contains("24 items to issue, a context to merge, 57 changes on 6 hosts");
    assertThat(config).doesNotExist();

    Operator.Ran first = operator.up(MERGING);

    assertThat(first.exit()).as(first.toString()).isZero();
    assertThat(first.out()).contains("done: 24 items issued, a context merged, 57 changes;");
    assertThat(first.err()).contains("local: merged context admin@lab into " + config);
    assertThat(kubectl("config", "current-context")).isEqualTo("admin@lab\n");
    Object inode = Files.getAttribute(config, "unix:ino");
    assertThat(operator.up(MERGING).out()).contains("nothing to do");
    assertThat(Files.getAttribute(config, "unix:ino")).isEqualTo(inode);
  }

  @Test
  @Order(2)
  void whatIsTakenOutIsDriftAndPutBack() throws IOException {
    kubectl("config", "delete-user", "admin@lab");

    Path saved = folder.resolve("plan.json");
    String set = "mergeKubeconfig=true";
    Operator.Ran plan = operator.plan("--set", set, "-o", "json");
    assertThat(plan.exit()).isEqualTo(2);
    assertThat(operator.plan("--set", set, "--out", saved.toString()).exit()).isEqualTo(2);
    JsonSchema.PLAN.accepts(Files.readString(saved));
    Operator.Ran verified = operator.run("verify", MERGING);
    assertThat(verified.exit()).isEqualTo(1);
    assertThat(verified.out())
        .contains("local: merge context admin@lab into %s (user ".formatted(config));

    Operator.Ran up = operator.up(MERGING);

    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(kubectl("config", "get-users")).contains("admin@lab");
    assertThat(operator.run("verify", MERGING).exit()).isZero();
  }

  @Test
  @Order(3)
  void aClusterOfTheSameNameIsLeftAloneAndHostsAreMendedAllTheSame() throws IOException {
    kubectl("config", "unset", "clusters.lab.certificate-authority-data");
    String before = Files.readString(config);
    lab.shell("worker0", "rm /home/ubuntu/ca.pem");

    Operator.Ran up = operator.up(MERGING);

    assertThat(up.exit()).isEqualTo(1);
    assertThat(up.err())
        .contains("context admin@lab: " + config + ": cluster lab is there,")
        .contains("--as NAME");
    assertThat(Files.readString(config)).isEqualTo(before);
    assertThat(operator.home("worker0")).anyMatch(line -> line.contains("ca.pem"));
  }

  private static String kubectl(String... arguments) {
    return Judge.of("kubectl")
        .run(
            Stream.concat(Stream.of(arguments), Stream.of("--kubeconfig=" + config))
                .toArray(Object[]::new))
        .accepted();
  }
}
