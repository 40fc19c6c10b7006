package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import dev.kprov.run.Authorities;
import dev.kprov.run.ImportOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kprov ca import}. */
@Command(
    name = "import",
    description =
        "Takes a CA with its key into the store, as it is, whatever the playbook says of subject,"
            + " key and lifetime. A key that is encrypted stays so.")
final class CaImportCommand extends InventoryCommand {

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = CaCommand.NAME)
  private @Nullable String authority;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      required = true,
      description = "The certificate, in PEM; those above it and the key may be in it too.")
  private Path certificate = Path.of(""); // picocli insists on one

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The key, in PEM: PKCS #8, PKCS #1 or SEC 1 (default: it is beside --cert).")
  private @Nullable Path key;

  @Option(
      names = "--chain",
      paramLabel = "FILE",
      description = "Certificates above it, up to the root; may be given several times.")
  private List<Path> chain = new ArrayList<>();

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    return new Conclusion.AuthorityServed(
        new Authorities(root().errand(inventory()))
            .adopt(
                Optional.ofNullable(authority),
                new ImportOrder(certificate, Optional.ofNullable(key), chain)));
  }
}
