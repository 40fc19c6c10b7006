package dev.kprov.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What the operator wants to be told, and how. */
final class OutputOptions {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      defaultValue = "text",
      converter = Output.Converter.class,
      description =
          "text; json: one document on standard output; of plan, show, up, apply and verify also"
              + " junit: a test for every host, and html: one page (default: ${DEFAULT-VALUE}).")
  private Output output = Output.TEXT;

  @Option(
      names = "--events",
      scope = ScopeType.INHERIT,
      description = "With -o json: a line for each event as it happens, the document in the last.")
  private boolean events;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Tell on standard error what is being done.")
  private boolean verbose;

  @Option(
      names = "--log-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Add the same and more to this file, with times.")
  private @Nullable Path logFile;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "No colours, also on a terminal; NO_COLOR in the environment does the same.")
  private boolean noColour;

  Output output() {
    return output;
  }

  boolean events() {
    return events;
  }

  boolean verbose() {
    return verbose;
  }

  Optional<Path> logFile() {
    return Optional.ofNullable(logFile);
  }

  boolean noColour() {
    return noColour;
  }
}
