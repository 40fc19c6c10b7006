package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import dev.kprov.run.Authorities;
import dev.kprov.run.ImportOrder;
import java.nio.file.Path;
import java.util.List;

/** {@code kprov ca import}. */
final class CaImportCommand extends InventoryCommand {

  private final Given<String> authority = CaCommand.authority().in(spec());

  private final Given<Path> certificate =
      Option.of(
              Path.class,
              "--cert",
              "FILE",
              "The certificate, in PEM; those above it and the key may be in it too.")
          .required()
          .in(spec());

  private final Given<Path> key =
      Option.of(
              Path.class,
              "--key",
              "FILE",
              "The key, in PEM: PKCS #8, PKCS #1 or SEC 1 (default: it is beside --cert).")
          .in(spec());

  private final Given<List<Path>> chain = CaCommand.chain().in(spec());

  CaImportCommand(RootCommand root) {
    super(
        root,
        "import",
        "Takes a CA with its key into the store, as it is, whatever the playbook says of subject,"
            + " key and lifetime. A key that is encrypted stays so.");
  }

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    return new Conclusion.AuthorityServed(
        new Authorities(root().errand(inventory()))
            .adopt(
                authority.maybe(), new ImportOrder(certificate.get(), key.maybe(), chain.get())));
  }
}
