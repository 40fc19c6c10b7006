package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import dev.kprov.run.Authorities;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kprov ca csr}. */
@Command(
    name = "csr",
    description =
        "Makes the key of an authority and a request with which another CA can sign it. Until kprov"
            + " ca accept, everything that it would sign waits.")
final class CaCsrCommand extends InventoryCommand {

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = CaCommand.NAME)
  private @Nullable String authority;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the request there too, beside the store.")
  private @Nullable Path out;

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    return new Conclusion.AuthorityServed(
        new Authorities(root().errand(inventory()))
            .request(Optional.ofNullable(authority), Optional.ofNullable(out)));
  }
}
