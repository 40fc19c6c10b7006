package dev.kprov.acceptance;

import dev.kprov.judge.Judge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The CA of somebody who followed the guide a second time: of the same name, with another key. */
final class TwinAuthority {

  private TwinAuthority() {}

  /** Its certificate, once it has signed something. */
  static Path certificate(Path folder) {
    return folder.resolve("twin.pem");
  }

  /**
   * A certificate of {@code CN=old} over a new key.
   *
   * @param hash as OpenSSL's options have it: {@code -sha256}
   * @param extensions lines of a configuration of OpenSSL
   */
  static Path leaf(Path folder, String hash, String extensions) throws IOException {
    Judge openssl = Judge.of("openssl");
    Path authorityKey = folder.resolve("twin-key.pem");
    Path authority = certificate(folder);
    Judge.selfSigned(
        authorityKey,
        authority,
        "/C=PL/ST=Lesser Poland/L=Krakow/O=Kubernetes/OU=kubenet/CN=Kubernetes",
        300);
    Path request = folder.resolve("leaf.csr");
    Path extra = Files.writeString(folder.resolve("leaf.ext"), extensions);
    Path leaf = folder.resolve("leaf.pem");
    openssl
        .run(
            "req",
            "-new",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            "/CN=old",
            "-keyout",
            folder.resolve("leaf-key.pem"),
            "-out",
            request)
        .accepted();
    openssl
        .run(
            "x509",
            "-req",
            hash,
            "-in",
            request,
            "-days",
            300,
            "-CA",
            authority,
            "-CAkey",
            authorityKey,
            "-extfile",
            extra,
            "-out",
            leaf)
        .accepted();
    return leaf;
  }
}
