package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run is told to leave alone, and what makes it refuse to begin. */
class LimitsIT {

  @TempDir private static Path folder;
  private static Lab lab;
  private static Operator operator;

  private Homes homes;
  private Map<String, String> issued;

  /** Every host of the cluster but the gateway lacks a file. */
  @BeforeAll
  static void aClusterThatDrifted() {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
    Operator.Ran up = operator.up();
    assertThat(up.exit()).as(up.toString()).isZero();
    Lab.HOSTS.forEach(LimitsIT::drift);
  }

  private static void drift(String host) {
    lab.shell(host, "rm -f /home/ubuntu/ca.pem");
  }

  @BeforeEach
  void look() {
    homes = Homes.of(lab);
    issued = operator.issued();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          worker1               | worker1
          worker1,control0      | control0 worker1
          worker*               | worker0 worker1 worker2
          *[02]                 | control0 control2 worker0 worker2
          control               | control0 control1 control2
          control,worker2       | control0 control1 control2 worker2
          worker,!worker0       | worker1 worker2
          !control              | worker0 worker1 worker2
          !*0,!worker           | control1 control2
          """)
  void aLimitMeansNamesGlobsAndRolesAndAnExclamationMarkExcludes(String limit, String hosts) {
    Operator.Ran plan = operator.plan("--limit", limit);

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(plan.changes())
        .containsExactlyElementsOf(
            Set.of(hosts.split(" ")).stream()
                .sorted()
                .map(host -> host + ": create /home/ubuntu/ca.pem (0644 ubuntu)")
                .toList());
  }

  @Test
  void onlyTheHostsOfTheLimitAreChanged() {
    Operator.Ran up = operator.up("--limit", "worker0,control1");
    drift("worker0");
    drift("control1");

    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(up.out())
        .contains("worker0: 5 of 5 files", "control1: 14 of 14 files")
        .doesNotContain("worker1: ", "gateway: ");
    assertThat(up.err()).contains("worker0: 1 change done", "control1: 1 change done");
    assertThat(Homes.of(lab).touchedSince(homes)).isEmpty();
  }

  @Test
  void aLimitThatMatchesNoHostIsAUsageErrorThatNamesTheHosts() {
    assertRefused(
        operator.up("--limit", "wroker*"),
        64,
        "kprov: error: --limit matches no host\n",
        "kprov: hint: hosts are: control0, control1, ");
  }

  @Test
  void aCommandThatDoesNotExistIsAUsageError() {
    assertRefused(
        operator.run("verfy"), 64, "kprov: error: ", "verfy", "kprov: hint: did you mean verify?");
  }

  @Test
  void aVarOfThePlaybookCanBeSetOnTheLine() {
    Operator.Ran plan = operator.plan("--limit", "worker1", "--set", "renewBefore=20y");

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(plan.changes()).as("nothing is due: a third of 5 years is not over").hasSize(1);
    assertRefused(
        operator.up("--set", "renewBefor=30d"), 64, "renewBefor", "did you mean renewBefore?");
    assertRefused(operator.up("--set", "validity=soon"), 78, "validity", "soon");
  }

  @Test
  void filesThatAreWrongAreRefusedWithAllThatIsWrongInBoth(@TempDir Path other) throws IOException {
    Operator careless = new Operator(lab, other);
    careless.ownPlaybook(text ->
        text.replaceFirst("usages: \\[server, client]", "usages: [server, cleint]")
            .replaceFirst("context: default", "contxt: default"));
    careless.edit(
        text -> text.replace("10.32.0.0/16", "10.32.0.0/99").replace("port: 6443", "prot: 6443"));
    List<String> playbook = Files.readAllLines(other.resolve("own.yaml"));
    Map<String, String> traces = careless.traces();

    Operator.Ran up = careless.up();

    assertRefused(
        up,
        78,
        other + "/inventory.yaml:10:18: service subnet 10.32.0.0/99 ",
        other + "/inventory.yaml:11:57: ",
        "did you mean port?",
        other + "/own.yaml:" + lineOf("cleint", playbook) + ":24: unknown usage cleint",
        "kprov: hint: did you mean client?",
        other + "/own.yaml:" + lineOf("contxt", playbook) + ":7: ",
        "did you mean context?");
    assertThat(careless.plan().err()).isEqualTo(up.err());
    assertThat(careless.verify().err()).isEqualTo(up.err());
    assertThat(careless.traces()).isEqualTo(traces);
  }

  private static int lineOf(String word, List<String> text) {
    return 1
        + IntStream.range(0, text.size())
            .filter(i -> text.get(i).contains(word))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void ofTwoRunsTheSecondIsTurnedAwayAtOnceAndToldWhoHoldsTheStoreOrWaits(@TempDir Path other)
      throws Exception {
    Operator colleague = new Operator(lab, other);
    CompletableFuture<Operator.Ran> patient;
    Operator.Ran ended;
    try (SilentServer silent = new SilentServer()) {
      colleague.edit(text -> text.replace(lab.port("gateway") + "", silent.port() + ""));
      String store = operator.store().toString();
      try (KprovProcess first =
          KprovProcess.start(colleague, "up", "--store", store, "--limit", "gateway")) {
        assertThat(silent.awaitCaller()).as("the first run came as far as the gateway").isTrue();
        first.awaitHold(operator.store());

        Operator.Ran second = operator.up();
        assertRefused(
            second,
            75,
            "kprov: error: another run holds the store " + store + ": pid " + first.pid(),
            "kprov up " + colleague.inventory(),
            "kprov: hint: wait for it to end, or let this run wait with --lock-timeout");
        patient =
            CompletableFuture.supplyAsync(
                () -> operator.up("--limit", "gateway", "--lock-timeout", "60"));
        silent.hangUp();
        ended = first.end();
      }
    }

    assertThat(ended.exit()).as(ended.toString()).isEqualTo(69);
    assertThat(patient.get().exit()).as(patient.get().toString()).isZero();
  }

  /** It said why, and touched nothing. */
  private void assertRefused(Operator.Ran ran, int exit, String... why) {
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains(why);
    assertThat(Homes.of(lab)).isEqualTo(homes);
    assertThat(operator.issued()).isEqualTo(issued);
  }
}
