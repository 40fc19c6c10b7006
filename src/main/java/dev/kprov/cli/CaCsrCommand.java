package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import dev.kprov.run.Authorities;
import java.nio.file.Path;

/** {@code kprov ca csr}. */
final class CaCsrCommand extends InventoryCommand {

  private final Given<String> authority = CaCommand.authority().in(spec());

  private final Given<Path> out =
      Option.of(Path.class, "--out", "FILE", "Write the request there too, beside the store.")
          .in(spec());

  CaCsrCommand(RootCommand root) {
    super(
        root,
        "csr",
        "Makes the key of an authority and a request with which another CA can sign it. Until kprov"
            + " ca accept, everything that it would sign waits.");
  }

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    return new Conclusion.AuthorityServed(
        new Authorities(root().errand(inventory())).request(authority.maybe(), out.maybe()));
  }
}
