package dev.kprov.view;

import dev.kprov.base.Printable;
import dev.kprov.base.ShellWord;
import dev.kprov.pki.Lifetime;
import dev.kprov.pki.Subject;
import dev.kprov.result.AuthorityDone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An authority of others in words. */
final class AuthorityLines {

  private AuthorityLines() {}

  static List<String> of(AuthorityDone done, Optional<Path> inventory) {
    List<String> lines = new ArrayList<>();
    lines.add(
        done.id()
            + ": "
            + (done.written() ? done.step().word() : "nothing to do")
            + "; "
            + done.subject()
            + done.certificate().map(own -> " until " + Lifetime.day(own.notAfter())).orElse("")
            + signers(done.signers()));
    if (done.certificate().isEmpty()) {
      String file = inventory.map(Path::toString).map(ShellWord::of).orElse("INVENTORY");
      lines.add("the request is " + done.file());
      lines.add(
          "have it signed as a CA, then run: kprov ca accept %s %s --cert FILE"
              .formatted(file, done.id().name()));
    } else if (done.sealed()) {
      lines.add("its key stays encrypted; a run that must sign asks for the passphrase");
    }
    return lines.stream().map(Printable::of).toList();
  }

  private static String signers(List<Subject> signers) {
    return signers.stream().map(signer -> ", signed by " + signer).collect(Collectors.joining());
  }
}
