package dev.kprov.cli;

import java.nio.file.Path;
import java.util.List;

/** {@code kprov ca}. */
final class CaCommand extends CommandGroup {

  CaCommand(RootCommand root) {
    super(
        root,
        "ca",
        "Takes authorities that others made, or has others sign kprov's.",
        new CaImportCommand(root),
        new CaCsrCommand(root),
        new CaAcceptCommand(root));
  }

  /** Which authority, for all of them. */
  static Parameter<String> authority() {
    return Parameter.of(
            String.class,
            1,
            "NAME",
            "The authority of the playbook; may be left out where that has only one.")
        .optional();
  }

  /** What stands above an authority that others made or signed. */
  static Option<List<Path>> chain() {
    return Option.several(
        Path.class,
        "--chain",
        "FILE",
        "Certificates above it, up to the root; may be given several times.");
  }
}
