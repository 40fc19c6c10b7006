package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.view.JsonSchema;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KprovTest {
  /** What commands want beside a file. */
  private static final Map<String, List<String>> MORE =
      Map.of(
          "retire", List.of("worker0"),
          "user add", List.of("jane"),
          "store export", List.of("--public", "--to", "x"),
          "ca import", List.of("--cert", "x"),
          "ca accept", List.of("--cert", "x"));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void theVersionIsTheBuildsAndGoesToStandardOutput() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).matches("kprov \\d+\\.\\d+\\.\\d+\\S*\\R");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void anUnknownOptionIsAUsageErrorWithAHintAndPrintsNoResult() {
    assertThat(run("--versio")).isEqualTo(64);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("kprov: error: ")
        .startsWith("kprov: error: unknown option --versio")
        .contains("kprov: hint: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"verfy x.yaml", "--limit worker verfy x.yaml", "-v verfy x.yaml"})
  void aMistypedCommandIsGuessed(String line) {
    assertThat(run(line.split(" "))).isEqualTo(64);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("kprov: error: unknown command verfy\n")
        .contains("kprov: hint: did you mean verify?");
  }

  @Test
  void everyCommandAnswersToItsName() {
    assertThat(Documents.commands())
        .allSatisfy(name -> {
          out.reset();
          assertThat(run((name + " --help").split(" ", -1))).isZero();
          assertThat(out.toString(StandardCharsets.UTF_8)).contains("Usage: kprov " + name);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--limit worker --help"})
  void helpListsEveryCommand(String line) {
    assertThat(run(line.split(" "))).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            Documents.commands().stream().map(name -> "\n  " + name.split(" ", -1)[0]).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-o json", "-ojson", "-o=json", "--output json", "--output=json"})
  void aProgramIsAnsweredInItsOwnFormEvenWhereTheLineIsWrong(String asked) {
    assertThat(run(("plan x.yaml " + asked + " --nonsense").split(" "))).isEqualTo(64);

    JsonSchema.DOCUMENT.accepts(out.toString(StandardCharsets.UTF_8));
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"unknown option --nonsense\"");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("unknown option --nonsense");
  }

  @Test
  void aFileThatIsNotThereIsAProblemInTheDocument() {
    assertThat(run("up", "/nonexistent/inventory.yaml", "-o", "json")).isIn(74, 78);

    JsonSchema.DOCUMENT.accepts(out.toString(StandardCharsets.UTF_8));
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"command\": \"up\"");
  }

  @Test
  void aFormatThatDoesNotExistIsAUsageError() {
    assertThat(run("plan", "x.yaml", "-o", "jsno")).isEqualTo(64);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("kprov: error: ")
        .contains("there is no output format jsno; did you mean json?");
  }

  @Test
  void eventsGoWithJsonOnly() {
    assertThat(run("plan", "x.yaml", "--events")).isEqualTo(64);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("kprov: error: --events needs -o json\n");
  }

  @Test
  void aReportOfHostsIsForCommandsThatJudgeThem() {
    assertThat(run("certs", "x.yaml", "-o", "junit")).isEqualTo(64);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("kprov: error: certs has no result in the form junit\n");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();

    assertThat(run("verify", "/nonexistent/inventory.yaml", "-o", "junit")).isIn(74, 78);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("<error message=\"");
  }

  @ParameterizedTest
  @MethodSource("dev.kprov.cli.Documents#commands")
  void everyCommandHasItsOwnHintAndTellsProgramsWhatIsWrongWithTheLine(String command) {
    String[] line = (command + " --quux -o json").split(" ");
    Typed typed = Typed.line(line);

    assertThat(typed.exit()).as(typed.toString()).isEqualTo(64);
    assertThat(typed.out()).contains("\"status\": \"usage\"", "run kprov " + command + " --help");
  }

  @ParameterizedTest
  @MethodSource("dev.kprov.cli.Documents#promised")
  void everyCommandTellsProgramsOfAFileThatIsNotThere(String command) {
    List<String> line = new ArrayList<>(List.of(command.split(" ")));
    line.addAll(List.of("/nonexistent/file", "-o", "json"));
    line.addAll(MORE.getOrDefault(command, List.of()));

    Typed typed = Typed.line(line.toArray(String[]::new));

    assertThat(typed.exit()).as(typed.toString()).isIn(74, 78);
    assertThat(typed.out()).contains("\"command\": \"" + command + "\"", "/nonexistent/file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "init - --playbook kubenet",
        "schema plan",
        "completion bash",
        "man",
        "user kubeconfig x y"
      })
  void whatIsPrintedAsItIsHasNoOtherForm(String line) {
    for (String form : List.of("json", "html")) {
      Typed typed = Typed.line((line + " -o " + form).split(" "));

      assertThat(typed.exit()).isEqualTo(64);
      assertThat(typed.err()).contains("has no result in the form " + form);
    }
  }

  private int run(String... args) {
    return new Kprov(
            Typed.Place.NOWHERE.with(Map.of()).printing(Typed.print(out), Typed.print(err)))
        .run(args);
  }
}
