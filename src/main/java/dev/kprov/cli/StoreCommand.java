package dev.kprov.cli;

/** {@code kprov store}. */
final class StoreCommand extends CommandGroup {
  StoreCommand(RootCommand root) {
    super(
        root,
        "store",
        "Gives out what of the store everybody may have.",
        new StoreExportCommand(root));
  }
}
