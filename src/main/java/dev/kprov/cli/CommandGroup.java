package dev.kprov.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A command that does nothing without one of its own. */
abstract class CommandGroup extends Subcommand {

  CommandGroup(RootCommand root, String name, String description, Subcommand... commands) {
    super(root, name, description);
    for (Subcommand command : commands) {
      spec().addSubcommand(command.spec().name(), new CommandLine(command.spec()));
    }
  }

  @Override
  public final Integer call() {
    throw new ParameterException(
        spec().commandLine(), "a command of " + spec().name() + " is missing");
  }
}
