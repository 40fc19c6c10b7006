package dev.kprov.mint;

import dev.kprov.pki.KeyInfo;
import java.security.PublicKey;

/** Whose public key a certificate can be issued over. */
public sealed interface KeyHolder permits PrivateKeyPair, SigningRequest {

  KeyInfo info();

  PublicKey publicKey();
}
