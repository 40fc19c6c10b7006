package dev.kprov.view;

import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Subject;
import dev.kprov.result.AuthorityDone;

/** An authority of others as JSON. */
final class AuthorityDocument {

  private AuthorityDocument() {}

  static Fields of(AuthorityDone done) {
    return new Fields()
        .object(
            "authority",
            new Fields()
                .text("name", done.id().name())
                .text("subject", done.subject().toString())
                .truth("keyEncrypted", done.sealed())
                .texts("signers", done.signers().stream().map(Subject::toString).toList())
                .and(done.certificate().map(AuthorityDocument::of).orElseGet(Fields::new)))
        .truth("written", done.written())
        .text("file", done.file().toString())
        .objects("warnings", done.warnings().stream().map(JsonChanges::of).toList())
        .and(JournalDocument.of(done.journal()));
  }

  private static Fields of(CertificateInfo certificate) {
    return new Fields()
        .text("serial", certificate.serial().toString(16))
        .text("notBefore", certificate.notBefore().toString())
        .text("notAfter", certificate.notAfter().toString())
        .text("fingerprint", certificate.fingerprint().hex());
  }
}
