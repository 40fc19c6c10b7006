package dev.kprov.base;

import java.util.function.Function;

/**
 * Bytes that must not be seen: private keys, kubeconfigs, encryption keys. It has no getter, prints
 * as a constant, and cannot be serialised or compared, so that a secret reaches a log, a plan or a
 * diff only by a visible call of {@link #use}.
 */
public final class Secret {

  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Wraps a copy of the bytes. */
  public static Secret of(byte[] bytes) {
    return new Secret(bytes.clone());
  }

  /**
   * Lends the bytes to a reader. The reader must neither change nor keep them.
   *
   * @return what the reader makes of them
   */
  public <T> T use(Function<byte[], T> reader) {
    return reader.apply(bytes);
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
