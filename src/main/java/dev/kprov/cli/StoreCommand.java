package dev.kprov.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kprov store}. */
@Command(
    name = "store",
    description = "Gives out what of the store everybody may have.",
    subcommands = StoreExportCommand.class)
final class StoreCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command of store is missing");
  }
}
