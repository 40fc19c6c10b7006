package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import dev.kprov.run.PublicExport;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kprov store export}. */
@Command(
    name = "export",
    description = {
      "Writes certificates, ledger and journal of the store to a folder, with a description of each"
          + " secret file in its place. plan, verify, certs, lint and journal run on it: give it as"
          + " --store.",
      "Hosts, addresses and names stand in it, keys do not."
    })
final class StoreExportCommand extends InventoryCommand {

  @Option(names = "--public", description = "Without secrets; there is no other export.")
  private boolean open;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description = "A folder that is new, empty, or an older export of the same cluster.")
  private Path folder = Path.of(""); // picocli insists on one

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    if (!open) {
      throw new RunFailure(
          RunFailure.Kind.USAGE,
          "store export needs --public: only what is no secret is exported",
          "a backup, with the keys, is a copy of the store's folder; docs/store.md");
    }
    return new Conclusion.StoreExported(
        new PublicExport(root().errand(inventory())).writeTo(folder));
  }
}
