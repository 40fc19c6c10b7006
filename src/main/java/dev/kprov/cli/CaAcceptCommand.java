package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import dev.kprov.run.Authorities;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kprov ca accept}. */
@Command(
    name = "accept",
    description = "Takes the certificate that another CA signed over the key of an authority.")
final class CaAcceptCommand extends InventoryCommand {

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = CaCommand.NAME)
  private @Nullable String authority;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      required = true,
      description = "The certificate, in PEM; those above it may be in it too.")
  private Path certificate = Path.of(""); // picocli insists on one

  @Option(
      names = "--chain",
      paramLabel = "FILE",
      description = "Certificates above it, up to the root; may be given several times.")
  private List<Path> chain = new ArrayList<>();

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    return new Conclusion.AuthorityServed(
        new Authorities(root().errand(inventory()))
            .accept(Optional.ofNullable(authority), certificate, chain));
  }
}
