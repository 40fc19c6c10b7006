package dev.kprov.cli;

import picocli.CommandLine.Command;

/** {@code kprov store}. */
@Command(
    name = "store",
    description = "Gives out what of the store everybody may have.",
    subcommands = StoreExportCommand.class)
final class StoreCommand extends CommandGroup {}
