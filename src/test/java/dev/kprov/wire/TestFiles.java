package dev.kprov.wire;

import dev.kprov.base.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SplittableRandom;

/** Contents of files on test hosts. None of the keys is one. */
final class TestFiles {
  static final String CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBszCCAVmgAwIBAgIUfmX+/0==
      AAAA
      -----END CERTIFICATE-----
      """;

  static final String OTHER_CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      T1RIRVI=
      -----END CERTIFICATE-----
      """;

  /** Certificates among all that must stay where it is. */
  static final String MIXED_PEM =
      """
      subject=/CN=secret words
      -----BEGIN PRIVATE KEY-----
      U0VDUkVU
      -----END PRIVATE KEY-----
      """
          + CERTIFICATE.replace("\n", "\r\n")
          + """
          -----BEGIN CERTIFICATE-----
          QkVGT1JF
          -----BEGIN PRIVATE KEY-----
          U0VDUkVU
          -----END PRIVATE KEY-----
          -----END CERTIFICATE-----
          """
          + OTHER_CERTIFICATE
          + """
          -----BEGIN CERTIFICATE-----
          bm8gZW5k
          """;

  static final String PUBLIC_KEY =
      """
      -----BEGIN PUBLIC KEY-----
      UFVCTElD
      -----END PUBLIC KEY-----
      """;

  static final String KUBECONFIG =
      """
      apiVersion: v1
      clusters:
      - cluster:
          certificate-authority-data: Q0E=
          server: https://[fd00::1]:6443
        name: server
      users:
      - name: admin
        user:
          client-certificate-data: "Q0VSVA=="
          client-key-data: U0VDUkVU
          password: server: U0VDUkVU
          server: https://x client-key-data: U0VDUkVU
          token: |
            server
      """;

  /** A file of this machine with bytes of all kinds. */
  static Payload.Streamed large(Path file, int size) throws IOException {
    byte[] bytes = new byte[size];
    new SplittableRandom(size).nextBytes(bytes);
    Files.write(file, bytes);
    return new Payload.Streamed(String.valueOf(file.getFileName()), file, size, Sha256.of(bytes));
  }

  private TestFiles() {}

  /** Puts a shell script in the place of a program. */
  static void program(Path path, String script) throws IOException {
    Files.deleteIfExists(path);
    Files.writeString(path, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A dd of the time before {@code iflag=fullblock}. */
  static void oldDd(Path path) throws IOException {
    program(
        path,
        "case $* in *fullblock*) echo 'dd: unknown operand' >&2; exit 1 ;; esac\n"
            + "exec busybox dd \"$@\"");
  }
}
