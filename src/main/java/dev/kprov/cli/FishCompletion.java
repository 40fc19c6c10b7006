package dev.kprov.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completions for fish, which picocli does not write: a line for each thing that can be typed. */
final class FishCompletion {

  private final CommandSpec root;
  private final List<String> lines = new ArrayList<>();

  FishCompletion(CommandSpec root) {
    this.root = root;
  }

  String script() {
    lines.add("# completion of " + root.name() + " for fish");
    line(List.of("-f"));
    describe(root, List.of());
    return String.join("\n", lines) + "\n";
  }

  /**
   * @param path the names of the commands that lead to this one, without the program's
   */
  private void describe(CommandSpec command, List<String> path) {
    for (OptionSpec option : command.options()) {
      if (!option.hidden() && (path.isEmpty() || !isCommon(option))) {
        option(option, path);
      }
    }
    command.positionalParameters().stream()
        .filter(parameter -> !parameter.hidden())
        .forEach(parameter -> parameter(parameter, path));
    command
        .subcommands()
        .forEach((name, sub) -> {
          CommandSpec spec = sub.getCommandSpec();
          if (!spec.usageMessage().hidden()) {
            line(
                List.of(
                    "-n",
                    quoted(none(path, command)),
                    "-a",
                    name,
                    "-d",
                    quoted(first(spec.usageMessage().description()))));
            describe(spec, Stream.concat(path.stream(), Stream.of(name)).toList());
          }
        });
  }

  /** Told once, for all commands. */
  private boolean isCommon(OptionSpec option) {
    return root.findOption(option.longestName()) != null;
  }

  private void option(OptionSpec option, List<String> path) {
    List<String> words = new ArrayList<>(condition(path));
    for (String name : option.names()) {
      words.addAll(
          name.startsWith("--")
              ? List.of("-l", name.substring(2))
              : List.of("-s", name.substring(1)));
    }
    if (option.arity().max() > 0) {
      words.addAll(takesFile(option) ? List.of("-r", "-F") : List.of("-x"));
    }
    words.addAll(candidates(option));
    words.addAll(List.of("-d", quoted(first(option.description()))));
    line(words);
  }

  private void parameter(PositionalParamSpec parameter, List<String> path) {
    List<String> words = new ArrayList<>(condition(path));
    words.addAll(takesFile(parameter) ? List.of("-F") : candidates(parameter));
    line(words);
  }

  private static boolean takesFile(ArgSpec argument) {
    return Path.class.equals(argument.type())
        || Stream.of(argument.auxiliaryTypes()).anyMatch(Path.class::equals);
  }

  private static List<String> candidates(ArgSpec argument) {
    Iterable<String> known = argument.completionCandidates();
    return known == null
        ? List.of()
        : List.of(
            "-a",
            quoted(
                StreamSupport.stream(known.spliterator(), false).collect(Collectors.joining(" "))));
  }

  /** That the commands of a path were typed. */
  private static List<String> condition(List<String> path) {
    return path.isEmpty() ? List.of() : List.of("-n", quoted(seen(path)));
  }

  private static String seen(List<String> path) {
    return path.stream()
        .map(name -> "__fish_seen_subcommand_from " + name)
        .collect(Collectors.joining("; and "));
  }

  /** That those of a path were typed, but none of the commands below it. */
  private static String none(List<String> path, CommandSpec command) {
    String above = path.isEmpty() ? "" : seen(path) + "; and ";
    return above
        + "not __fish_seen_subcommand_from "
        + String.join(" ", command.subcommands().keySet());
  }

  private void line(List<String> words) {
    lines.add("complete -c " + root.name() + " " + String.join(" ", words));
  }

  private static String first(String... description) {
    return description.length == 0 ? "" : description[0];
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ") + "'";
  }
}
