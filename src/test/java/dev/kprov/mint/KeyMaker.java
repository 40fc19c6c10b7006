package dev.kprov.mint;

import dev.kprov.pki.KeyAlgorithm;

/** A process that says whether the native library was loaded, and what key it made. */
public final class KeyMaker {

  private KeyMaker() {}

  public static void main(String[] args) {
    PrivateKeyPair key = Keys.generate(KeyAlgorithm.RSA_2048);
    System.out.println(
        NativeRsa.provider().isPresent() + " " + key.info().algorithm().orElseThrow());
  }
}
