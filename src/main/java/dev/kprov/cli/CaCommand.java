package dev.kprov.cli;

/** {@code kprov ca}. */
final class CaCommand extends CommandGroup {

  static final String NAME =
      "The authority of the playbook; may be left out where that has only one.";

  CaCommand(RootCommand root) {
    super(
        root,
        "ca",
        "Takes authorities that others made, or has others sign kprov's.",
        new CaImportCommand(root),
        new CaCsrCommand(root),
        new CaAcceptCommand(root));
  }
}
