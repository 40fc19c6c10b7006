package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Lab;
import dev.kprov.view.JsonSchema;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs read of real runs is what the schema promises. */
class JsonIT {

  @TempDir private Path folder;
  private Lab lab;
  private Operator operator;

  @BeforeEach
  void freshHosts() {
    lab = Lab.up();
    lab.reset();
    operator = new Operator(lab, folder);
  }

  @Test
  void theWholeLifeOfAClusterIsToldInDocumentsThatTheSchemaAccepts() {
    is(operator.plan("-o", "json"), 2, "\"status\": \"pending\"", "\"kind\": \"issue\"");
    is(operator.run("trust", "-o", "json"), 0, "\"added\": []", "\"standing\": \"trusted\"");
    is(operator.up("-o", "json"), 0, "\"status\": \"good\"", "\"done\": 81, \"failed\": 0");
    is(operator.up("--output=json"), 0, "\"done\": 0", "\"good\": 7");
    lab.shell("worker1", "cd /home/ubuntu; chmod 0644 worker1-key.pem; echo x > old.pem");
    lab.stop("worker2");
    is(
        operator.verify("-o", "json"),
        1,
        "\"from\": \"0644\", \"to\": \"0600\"",
        "\"severity\": \"warning\", \"subject\": \"/home/ubuntu/old.pem\"",
        "\"reached\": false, \"cause\": \"connection refused by");
    lab.start("worker2");
    lab.shell("worker1", "rm /home/ubuntu/ca.pem; mkdir -p /home/ubuntu/ca.pem/full");
    is(operator.up("-o", "json"), 1, "\"state\": \"blocked\"", "\"remaining\": [ { \"kind\"");
    is(operator.plan("-o", "json", "--limit", "nobody"), 64, "\"problems\": [ {");
  }

  @Test
  void eventsAreLinesAndTheLastOneIsTheDocument() {
    Operator.Ran up = operator.up("-o", "json", "--events");

    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(up.lines()).allSatisfy(JsonSchema.EVENT::accepts);
    assertThat(up.lines().stream().filter(line -> line.contains("\"event\":\"result\"")))
        .containsExactly(up.lines().getLast());
    assertThat(names(up))
        .containsSubsequence("begun", "looking", "reached", "begun", "issued", "begun")
        .containsSubsequence("applying", "applied", "result");
    assertThat(up.err()).contains("local: issued authority ca");
  }

  private static List<String> names(Operator.Ran ran) {
    return ran.lines().stream()
        .map(line -> line.replaceFirst("^\\{\"at\":\"[^\"]*\",\"event\":\"(\\w+)\".*", "$1"))
        .toList();
  }

  private static void is(Operator.Ran ran, int exit, String... parts) {
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
    JsonSchema.DOCUMENT.accepts(ran.out());
    assertThat(ran.out().replaceAll("\\s+", " "))
        .contains("\"exitCode\": " + exit + ",")
        .contains(parts);
  }
}
