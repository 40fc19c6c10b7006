package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import dev.kprov.run.Authorities;
import java.nio.file.Path;
import java.util.List;

/** {@code kprov ca accept}. */
final class CaAcceptCommand extends InventoryCommand {

  private final Given<String> authority = CaCommand.authority().in(spec());

  private final Given<Path> certificate =
      Option.of(
              Path.class,
              "--cert",
              "FILE",
              "The certificate, in PEM; those above it may be in it too.")
          .required()
          .in(spec());

  private final Given<List<Path>> chain = CaCommand.chain().in(spec());

  CaAcceptCommand(RootCommand root) {
    super(
        root,
        "accept",
        "Takes the certificate that another CA signed over the key of an authority.");
  }

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    return new Conclusion.AuthorityServed(
        new Authorities(root().errand(inventory()))
            .accept(authority.maybe(), certificate.get(), chain.get()));
  }
}
