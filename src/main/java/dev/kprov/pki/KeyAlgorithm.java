package dev.kprov.pki;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of keys that kprov makes; the words are those of kubeadm's, in lower case. */
public enum KeyAlgorithm {
  RSA_2048("rsa-2048", 2048),
  RSA_3072("rsa-3072", 3072),
  RSA_4096("rsa-4096", 4096),
  ECDSA_P256("ecdsa-p256", 256),
  ECDSA_P384("ecdsa-p384", 384);

  private final String word;
  private final int bits;

  KeyAlgorithm(String word, int bits) {
    this.word = word;
    this.bits = bits;
  }

  public String word() {
    return word;
  }

  public int bits() {
    return bits;
  }

  public boolean rsa() {
    return word.startsWith("rsa");
  }

  public static Optional<KeyAlgorithm> ofWord(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  @Override
  public String toString() {
    return word;
  }
}
