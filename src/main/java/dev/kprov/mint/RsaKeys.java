package dev.kprov.mint;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;

/**
 * Reads RSA keys with the JDK alone: they are what most stores hold, every run reads them, and
 * Bouncy Castle is slow to load.
 */
final class RsaKeys {

  private RsaKeys() {}

  /**
   * The pair of a PKCS #8 encoding.
   *
   * @throws InvalidKeySpecException where it holds another kind of key, or none
   */
  static PrivateKeyPair ofPkcs8(byte[] pkcs8) throws GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance("RSA");
    if (!(factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8))
        instanceof RSAPrivateCrtKey key)) {
      throw new GeneralSecurityException("the key lacks its primes");
    }
    requireWhole(key);
    return new PrivateKeyPair(
        key,
        factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())),
        encode(factory, key));
  }

  /** From the numbers alone, since the JDK keeps the bytes that a key was read from. */
  private static byte[] encode(KeyFactory factory, RSAPrivateCrtKey key)
      throws GeneralSecurityException {
    return factory
        .generatePrivate(factory.getKeySpec(key, RSAPrivateCrtKeySpec.class))
        .getEncoded();
  }

  /** A flipped bit in a file survives Base64 and DER, but not these equations of RFC 8017. */
  private static void requireWhole(RSAPrivateCrtKey key) throws GeneralSecurityException {
    BigInteger p = key.getPrimeP();
    BigInteger q = key.getPrimeQ();
    BigInteger e = key.getPublicExponent();
    boolean whole =
        p.multiply(q).equals(key.getModulus())
            && inverse(e, key.getPrimeExponentP(), p.subtract(BigInteger.ONE))
            && inverse(e, key.getPrimeExponentQ(), q.subtract(BigInteger.ONE))
            && inverse(e, key.getPrivateExponent(), p.subtract(BigInteger.ONE))
            && inverse(e, key.getPrivateExponent(), q.subtract(BigInteger.ONE))
            && inverse(q, key.getCrtCoefficient(), p);
    if (!whole) {
      throw new GeneralSecurityException("the parts of the key contradict each other");
    }
  }

  private static boolean inverse(BigInteger one, BigInteger other, BigInteger modulus) {
    return one.multiply(other).mod(modulus).equals(BigInteger.ONE);
  }
}
