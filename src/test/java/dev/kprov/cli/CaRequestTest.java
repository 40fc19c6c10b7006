package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Authorities over whose keys others sign. */
class CaRequestTest extends CaBench {

  @Test
  void aRequestAsksForACaAndIsMadeOnce() throws IOException {
    Path out = folder.resolve("ca.csr");
    Desk.Ran made = ca("csr", "--out", out.toString());
    assertThat(made.exit()).as(made.toString()).isZero();
    assertThat(made.out())
        .startsWith("authority ca: requested; C=PL")
        .contains("the request is " + out)
        .contains(
            "have it signed as a CA, then run: kprov ca accept "
                + desk.inventory()
                + " ca --cert FILE");
    assertThat(openssl("req", "-in", out, "-noout", "-verify", "-text"))
        .contains("CA:TRUE", "Certificate Sign, CRL Sign", "CN = Kubernetes");
    assertThat(UserTest.modes(store())).containsEntry("ca-key.pem", "rw-------");
    assertThat(store().resolve("authorities/ca.csr")).hasSameTextualContentAs(out);
    Map<String, String> before = contents();
    assertThat(ca("csr").out()).startsWith("authority ca: nothing to do; ");
    assertThat(contents()).isEqualTo(before);
    assertThat(user("add", "jane").err())
        .contains("authority ca waits for signature")
        .contains("hint: have authorities/ca.csr signed, then run kprov ca accept");
  }

  @Test
  void whatARootSignsOverTheRequestIsAccepted() throws IOException {
    root("corp", "genpkey -algorithm RSA -out KEY", "/CN=Corp Root");
    ca("csr", "--out", file("ca.csr"));
    sign(
        "corp",
        "ca.csr",
        "ca.crt",
        "basicConstraints=critical,CA:TRUE,pathlen:0",
        "keyUsage=critical,keyCertSign");
    assertThat(ca("accept", "--cert", file("ca.crt")).err())
        .contains("was signed by CN=Corp Root, whose certificate is not among those given");
    Desk.Ran taken = ca("accept", "--cert", file("ca.crt"), "--chain", file("corp.crt"));
    assertThat(taken.exit()).as(taken.toString()).isZero();
    assertThat(taken.out()).contains("authority ca: accepted; ", ", signed by CN=Corp Root");
    assertThat(text(store().resolve("ca.pem"))).isEqualTo(text(file("ca.crt")));
    assertThat(text(store().resolve("authorities/ca-signers.pem")))
        .isEqualTo(text(file("corp.crt")));
    assertThat(lastLine("ledger.jsonl")).contains("authority/ca", "\"reason\":\"accepted\"");
    assertThat(ca("accept", "--cert", file("ca.crt"), "--chain", file("corp.crt")).out())
        .startsWith("authority ca: nothing to do");
    Desk.Ran jane = user("add", "jane");
    assertThat(jane.exit()).as(jane.toString()).isZero();
    openssl(
        "verify",
        "-x509_strict",
        "-attime",
        at(),
        "-CAfile",
        file("corp.crt"),
        "-untrusted",
        file("ca.crt"),
        store().resolve("users/jane/jane.pem"));
  }

  @Test
  void everythingThatIsWrongWithWhatWasSignedIsTold() throws IOException {
    root(
        "corp",
        "genpkey -algorithm RSA -out KEY",
        "/CN=Corp Root",
        "basicConstraints=critical,CA:TRUE,pathlen:0",
        "keyUsage=critical,keyCertSign");
    assertThat(ca("accept", "--cert", file("corp.crt")).err())
        .contains("the store has no key of authority ca", "kprov ca csr makes one");
    ca("csr", "--out", file("ca.csr"));
    assertThat(ca("accept", "--cert", file("corp.crt")).err())
        .contains(file("corp.crt") + " has no certificate over the key of authority ca")
        .contains("hint: what is to be signed is authorities/ca.csr of the store");
    sign("corp", "ca.csr", "ca.crt", "basicConstraints=critical,CA:TRUE", "keyUsage=cRLSign");
    Desk.Ran refused = ca("accept", "--cert", file("ca.crt"), "--chain", file("corp.crt"));
    assertThat(refused.exit()).isEqualTo(78);
    assertThat(refused.err())
        .contains(file("ca.crt") + " may not sign certificates (key usage)")
        .contains(
            file("ca.crt")
                + " has a signer, CN=Corp Root, that may not stand above another CA (path length)");
    assertThat(store().resolve("ca.pem")).doesNotExist();
  }

  @Test
  void aNewerCertificateOverTheSameKeyMustCallItTheSame() throws IOException {
    root("corp", "genpkey -algorithm RSA -out KEY", "/CN=Corp Root");
    ca("csr", "--out", file("ca.csr"));
    sign("corp", "ca.csr", "ca.crt", "basicConstraints=critical,CA:TRUE");
    ca("accept", "--cert", file("ca.crt"), "--chain", file("corp.crt"));
    Desk.Ran again = ca("csr", "--out", file("again.csr"));
    assertThat(again.exit()).as(again.toString()).isZero();
    sign("corp", "again.csr", "newer.crt", "basicConstraints=critical,CA:TRUE");
    assertThat(ca("accept", "--cert", file("newer.crt"), "--chain", file("corp.crt")).out())
        .startsWith("authority ca: accepted; ");
    openssl(
        "x509",
        "-req",
        "-in",
        file("again.csr"),
        "-CA",
        file("corp.crt"),
        "-CAkey",
        file("corp.key"),
        "-extfile",
        extensions("basicConstraints=critical,CA:TRUE", "subjectKeyIdentifier=01:02:03"),
        "-out",
        file("renamed.crt"));
    assertThat(ca("accept", "--cert", file("renamed.crt"), "--chain", file("corp.crt")).err())
        .contains("has another subject key identifier than the certificate that it replaces");
  }

  /** Signs a request, with the subject key identifier that it asks for. */
  private void sign(String signer, String request, String certificate, String... extensions)
      throws IOException {
    String asked = openssl("req", "-in", file(request), "-noout", "-text");
    String identifier =
        asked
            .lines()
            .dropWhile(line -> !line.contains("Subject Key Identifier"))
            .skip(1)
            .findFirst()
            .orElseThrow()
            .strip();
    openssl(
        "x509",
        "-req",
        "-in",
        file(request),
        "-CA",
        file(signer + ".crt"),
        "-CAkey",
        file(signer + ".key"),
        "-days",
        "365",
        "-extfile",
        extensions(
            Stream.concat(
                    Stream.of(extensions),
                    Stream.of("subjectKeyIdentifier=" + identifier, "authorityKeyIdentifier=keyid"))
                .toArray(String[]::new)),
        "-out",
        file(certificate));
  }
}
