package dev.kprov.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** What the operator wants to be told, and how. */
final class OutputOptions {

  private final Given<Output> output =
      Option.of(
              Output.class,
              "-o,--output",
              "FORMAT",
              "text; json: one document on standard output; of plan, show, up, apply and verify"
                  + " also junit: a test for every host, and html: one page (default:"
                  + " ${DEFAULT-VALUE}).")
          .readBy(new Output.Converter())
          .byDefault("text")
          .everywhere();

  private final Given<Boolean> events =
      Option.flag(
              "--events",
              "With -o json: a line for each event as it happens, the document in the last.")
          .everywhere();

  private final Given<Boolean> verbose =
      Option.flag("-v,--verbose", "Tell on standard error what is being done.").everywhere();

  private final Given<Path> logFile =
      Option.of(Path.class, "--log-file", "FILE", "Add the same and more to this file, with times.")
          .everywhere();

  private final Given<Boolean> noColour =
      Option.flag(
              "--no-color",
              "No colours, also on a terminal; NO_COLOR in the environment does the same.")
          .everywhere();

  OutputOptions(CommandSpec command) {
    output.in(command);
    events.in(command);
    verbose.in(command);
    logFile.in(command);
    noColour.in(command);
  }

  Output output() {
    return output.get();
  }

  boolean events() {
    return events.get();
  }

  boolean verbose() {
    return verbose.get();
  }

  Optional<Path> logFile() {
    return logFile.maybe();
  }

  boolean noColour() {
    return noColour.get();
  }
}
