package dev.kprov.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The manual page of one command, written from the same description as its {@code --help}. */
final class ManPage {

  private static final String SECTION = "1";

  private final CommandSpec command;
  private final List<String> lines = new ArrayList<>();

  ManPage(CommandSpec command) {
    this.command = command;
  }

  /** {@code kprov-up}. */
  String name() {
    return command.qualifiedName("-");
  }

  /** The page in the language of man(7). */
  String roff() {
    lines.clear();
    lines.add(
        ".TH "
            + String.join(
                " ", name().toUpperCase(Locale.ROOT), SECTION, "\"\"", quoted(version())));
    lines.add(".SH NAME");
    lines.add(text(name()) + " \\- " + text(summary()));
    lines.add(".SH SYNOPSIS");
    lines.add(synopsis());
    lines.add(".SH DESCRIPTION");
    String.join("\n.PP\n", texts(usage().description())).lines().forEach(lines::add);
    arguments();
    options();
    commands();
    exitCodes();
    seeAlso();
    return String.join("\n", lines) + "\n";
  }

  private UsageMessageSpec usage() {
    return command.usageMessage();
  }

  /** The first sentence of the description, without its full stop. */
  private String summary() {
    return Stream.of(usage().description())
        .findFirst()
        .map(line -> line.replaceFirst("[.;:] .*", "").replaceFirst("\\.$", ""))
        .map(line -> line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1))
        .orElse("");
  }

  private static String version() {
    return new Version().getVersion()[0];
  }

  private String synopsis() {
    List<String> words = new ArrayList<>();
    words.add("\\fB" + text(command.qualifiedName()) + "\\fR");
    words.add("[\\fIOPTION\\fR]...");
    parameters().forEach(parameter -> words.add(placeholder(parameter)));
    if (!command.subcommands().isEmpty()) {
      words.add("\\fICOMMAND\\fR");
    }
    return String.join(" ", words);
  }

  private static String placeholder(PositionalParamSpec parameter) {
    String label = italic(parameter.paramLabel());
    String repeated = parameter.arity().max() > 1 ? label + "..." : label;
    return parameter.arity().min() == 0 ? "[" + repeated + "]" : repeated;
  }

  private Stream<PositionalParamSpec> parameters() {
    return command.positionalParameters().stream().filter(parameter -> !parameter.hidden());
  }

  private void arguments() {
    List<PositionalParamSpec> shown = parameters().toList();
    if (!shown.isEmpty()) {
      lines.add(".SH ARGUMENTS");
      shown.forEach(one -> entry(italic(one.paramLabel()), one.description()));
    }
  }

  private void options() {
    lines.add(".SH OPTIONS");
    command.options().stream()
        .filter(option -> !option.hidden())
        .forEach(option -> entry(names(option), option.description()));
  }

  private static String names(OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .map(name -> "\\fB" + text(name) + "\\fR")
            .collect(Collectors.joining(", "));
    return option.arity().max() == 0 ? names : names + " " + italic(option.paramLabel());
  }

  private void commands() {
    List<CommandSpec> shown =
        command.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(sub -> !sub.usageMessage().hidden())
            .toList();
    if (!shown.isEmpty()) {
      lines.add(".SH COMMANDS");
      shown.forEach(sub ->
          entry(
              "\\fB" + text(sub.qualifiedName("-")) + "\\fR(" + SECTION + ")",
              Stream.of(sub.usageMessage().description()).limit(1).toArray(String[]::new)));
    }
  }

  private void exitCodes() {
    if (!usage().exitCodeList().isEmpty()) {
      lines.add(".SH EXIT STATUS");
      usage().exitCodeList().forEach((code, meaning) -> entry("\\fB" + code + "\\fR", meaning));
    }
  }

  private void seeAlso() {
    CommandSpec parent = command.parent();
    if (parent != null) {
      lines.add(".SH SEE ALSO");
      lines.add("\\fB" + text(parent.qualifiedName("-")) + "\\fR(" + SECTION + ")");
    }
  }

  private void entry(String term, String... description) {
    lines.add(".TP");
    lines.add(term);
    String.join("\n.br\n", texts(description)).lines().forEach(lines::add);
  }

  private static List<String> texts(String... texts) {
    return Stream.of(texts).map(ManPage::text).toList();
  }

  private static String italic(String text) {
    return "\\fI" + text(text) + "\\fR";
  }

  private static String quoted(String text) {
    return "\"" + text(text) + "\"";
  }

  /** A text without any meaning for roff; what is not ASCII by its name there. */
  private static String text(String plain) {
    String safe = plain.codePoints().mapToObj(ManPage::glyph).collect(Collectors.joining());
    return safe.startsWith(".") ? "\\&" + safe : safe;
  }

  private static String glyph(int c) {
    return switch (c) {
      case '\\' -> "\\e";
      case '-' -> "\\-";
      case '\'' -> "\\(aq";
      case '"' -> "\\(dq";
      case '~' -> "\\(ti";
      case '^' -> "\\(ha";
      case '`' -> "\\(ga";
      case '\n' -> " ";
      default -> c < 128 ? Character.toString(c) : String.format("\\[u%04X]", c);
    };
  }
}
