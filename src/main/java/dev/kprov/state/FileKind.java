package dev.kprov.state;

/** What a file holds. It decides whether its bytes are secret and what of it may be read back. */
public enum FileKind {
  /** A PEM certificate: public, read back whole and judged. */
  CERTIFICATE(false),
  /** A PEM private key: secret, only its hash and metadata are ever read. */
  PRIVATE_KEY(true),
  /** A PEM public key: public, read back whole and told by its fingerprint. */
  PUBLIC_KEY(false),
  /** A kubeconfig: secret; its certificates and server line are read, filtered on the host. */
  KUBECONFIG(true),
  /** An EncryptionConfiguration: secret. */
  ENCRYPTION_CONFIG(true);

  private final boolean secret;

  FileKind(boolean secret) {
    this.secret = secret;
  }

  public boolean secret() {
    return secret;
  }
}
