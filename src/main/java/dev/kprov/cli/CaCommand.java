package dev.kprov.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kprov ca}. */
@Command(
    name = "ca",
    description = "Takes authorities that others made, or has others sign kprov's.",
    subcommands = {CaImportCommand.class, CaCsrCommand.class, CaAcceptCommand.class})
final class CaCommand implements Runnable {

  static final String NAME =
      "The authority of the playbook; may be left out where that has only one.";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command of ca is missing");
  }
}
