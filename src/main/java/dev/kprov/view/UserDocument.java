package dev.kprov.view;

import dev.kprov.pki.LedgerEntry;
import dev.kprov.result.UserAdded;
import dev.kprov.result.UserEntry;
import java.nio.file.Path;

/** Users as JSON. */
final class UserDocument {

  private UserDocument() {}

  static Fields of(UserAdded added) {
    return new Fields()
        .object("user", of(added.entry()))
        .texts("reasons", added.reasons())
        .truth("kubeconfigWritten", added.kubeconfigMade())
        .objects("warnings", added.warnings().stream().map(JsonChanges::of).toList())
        .texts("files", added.files().stream().map(Path::toString).toList())
        .and(JournalDocument.of(added.journal()));
  }

  static Fields of(UserEntry entry) {
    return new Fields()
        .text("name", entry.user().name())
        .texts("groups", entry.user().groups())
        .text("keyHeldBy", entry.keepsKey() ? "user" : "store")
        .text("reason", entry.reason())
        .and(of(entry.certificate()))
        .objects("olderValid", entry.older().stream().map(UserDocument::of).toList());
  }

  private static Fields of(LedgerEntry.Signed certificate) {
    return new Fields()
        .text("subject", certificate.subject())
        .text("serial", certificate.serial())
        .text("notBefore", certificate.notBefore().toString())
        .text("notAfter", certificate.notAfter().toString())
        .text("fingerprint", certificate.fingerprint().hex());
  }
}
