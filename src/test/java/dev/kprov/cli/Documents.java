package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.view.JsonSchema;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Holds what kprov prints for programs against the published schemas. All that tests have kprov do
 * passes by here ({@link Typed}), so no document of any command is ever printed that nobody judges.
 */
public final class Documents {

  private static final Set<String> HELP = Set.of("--help", "-h", "--version", "-V");

  private Documents() {}

  /** Judges what a command line printed, where it asked for JSON. */
  public static void judge(List<String> words, int exit, String out) {
    if (Output.askedBy(words.toArray(String[]::new)) != Output.JSON
        || words.stream().anyMatch(HELP::contains)) {
      return;
    }
    if (words.contains("--events") && !out.startsWith("{\n")) {
      assertThat(out.lines()).as(out).isNotEmpty().allSatisfy(JsonSchema.EVENT::accepts);
      String last = out.lines().toList().getLast();
      assertThat(last).contains("\"event\":\"result\",\"result\":{", "\"exitCode\":" + exit + ",");
      JsonSchema.DOCUMENT.accepts(last.substring(last.indexOf("{\"kprov\""), last.length() - 1));
    } else {
      JsonSchema.DOCUMENT.accepts(out);
      assertThat(out).contains("\"exitCode\": " + exit + ",");
    }
  }

  /** Every command that has a result in JSON, by the names that documents have for them. */
  public static Set<String> promised() {
    return commands().stream().filter(Output.JSON::suits).collect(Collectors.toSet());
  }

  /** Every command that does something, by its words. */
  static List<String> commands() {
    Surroundings nowhere = Typed.Place.NOWHERE.printing(System.out, System.err);
    return leaves(Commands.whole(nowhere).getCommandSpec())
        .map(CommandSpec::qualifiedName)
        .map(name -> name.substring(name.indexOf(' ') + 1))
        .sorted()
        .toList();
  }

  private static Stream<CommandSpec> leaves(CommandSpec command) {
    return command.subcommands().isEmpty()
        ? Stream.of(command)
        : command.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .flatMap(Documents::leaves);
  }
}
