package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import dev.kprov.run.PublicExport;
import java.nio.file.Path;

/** {@code kprov store export}. */
final class StoreExportCommand extends InventoryCommand {

  private final Given<Boolean> open =
      Option.flag("--public", "Without secrets; there is no other export.").in(spec());

  private final Given<Path> folder =
      Option.of(
              Path.class,
              "--to",
              "DIR",
              "A folder that is new, empty, or an older export of the same cluster.")
          .required()
          .in(spec());

  StoreExportCommand(RootCommand root) {
    super(
        root,
        "export",
        "Writes certificates, ledger and journal of the store to a folder, with a description of"
            + " each secret file in its place. plan, verify, certs, lint and journal run on it:"
            + " give it as --store.",
        "Hosts, addresses and names stand in it, keys do not.");
  }

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    if (!open.get()) {
      throw new RunFailure(
          RunFailure.Kind.USAGE,
          "store export needs --public: only what is no secret is exported",
          "a backup, with the keys, is a copy of the store's folder; docs/store.md");
    }
    return new Conclusion.StoreExported(
        new PublicExport(root().errand(inventory())).writeTo(folder.get()));
  }
}
