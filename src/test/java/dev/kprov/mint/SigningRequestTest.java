package dev.kprov.mint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Judge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests made by OpenSSL, whole and damaged. */
class SigningRequestTest {
  @TempDir private Path folder;

  @Test
  void aRequestIsReadAsOpenSslMadeItWhateverStandsAroundIt() throws IOException {
    byte[] pem = request();
    String text = new String(pem, US_ASCII);
    String old = "Certificate Request:\n" + text.replace("CERT", "NEW CERT").replace("\n", "\r\n");
    assertThat(SigningRequest.read(pem).toOptional().orElseThrow().pem()).isEqualTo(pem);
    assertThat(SigningRequest.read(old.getBytes(US_ASCII)).toOptional().orElseThrow().pem())
        .isEqualTo(pem);
    assertThat(SigningRequest.read((text + text).getBytes(US_ASCII)).fault())
        .contains("is no PEM certificate request");
  }

  @Test
  void aRequestThatItsKeyHasNotSignedIsRefusedWhicheverBitDiffers() throws IOException {
    String text = new String(request(), US_ASCII);
    byte[] der = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", "").strip());
    for (int bit = 0; bit < der.length * 8; bit++) {
      byte[] bad = der.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(SigningRequest.read(Pem.encode("CERTIFICATE REQUEST", bad)).toOptional())
          .as("bit " + bit)
          .isEmpty();
    }
  }

  private byte[] request() throws IOException {
    Path csr = folder.resolve("csr.pem");
    Path key = folder.resolve("key.pem");
    Judge.of("openssl")
        .run(
            "req",
            "-new",
            "-nodes",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-keyout",
            key,
            "-out",
            csr,
            "-subj",
            "/CN=jane")
        .accepted();
    return Files.readAllBytes(csr);
  }
}
