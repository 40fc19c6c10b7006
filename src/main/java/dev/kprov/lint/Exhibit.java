package dev.kprov.lint;

import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.EncryptionFile;

/** One thing that was found on the operator's disk, under the name by which he knows it. */
public sealed interface Exhibit {

  /** An item of the store, or a file. */
  String name();

  /**
   * A certificate.
   *
   * @param wrapper whether it only carries a bare key, so that nobody looks at its end
   */
  record Certificate(String name, CertificateInfo info, boolean wrapper) implements Exhibit {}

  /** An encryption configuration. */
  record Encryption(String name, EncryptionFile file) implements Exhibit {}

  /** A secret file, or the folder of such files, that other users may read or write. */
  record Open(String name) implements Exhibit {}

  /**
   * Something that cannot be used as what it should be.
   *
   * @param fault follows the name: {@code holds a certificate that cannot be decoded}
   */
  record Damaged(String name, String fault) implements Exhibit {}

  /** A certificate and a key of one name, or of one item, that do not belong together. */
  record Mismatched(String name) implements Exhibit {}
}
