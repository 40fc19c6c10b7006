package dev.kprov.cli;

import picocli.CommandLine.Command;

/** {@code kprov ca}. */
@Command(
    name = "ca",
    description = "Takes authorities that others made, or has others sign kprov's.",
    subcommands = {CaImportCommand.class, CaCsrCommand.class, CaAcceptCommand.class})
final class CaCommand extends CommandGroup {

  static final String NAME =
      "The authority of the playbook; may be left out where that has only one.";
}
