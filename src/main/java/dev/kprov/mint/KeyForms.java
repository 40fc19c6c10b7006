package dev.kprov.mint;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Set;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** The encodings that a private key comes in, each brought to PKCS #8 and checked. */
final class KeyForms {

  private static final AlgorithmIdentifier RSA =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);

  private static final Set<ASN1ObjectIdentifier> CURVES =
      Set.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1);

  private KeyForms() {}

  static PrivateKeyPair read(Pem.Block block) throws Unreadable {
    if (block.encrypted() || block.label().equals("ENCRYPTED PRIVATE KEY")) {
      throw new Unreadable("is encrypted with a password");
    }
    byte[] der = block.der();
    try {
      return switch (block.label()) {
        case "PRIVATE KEY" -> pair(PrivateKeyInfo.getInstance(der));
        case "RSA PRIVATE KEY" -> pair(new PrivateKeyInfo(RSA, RSAPrivateKey.getInstance(der)));
        case "EC PRIVATE KEY" -> pair(ofSec1(ECPrivateKey.getInstance(der)));
        default -> throw new Unreadable("holds a " + block.label() + " block, not a private key");
      };
    } catch (GeneralSecurityException | IOException | RuntimeException _) {
      // Neither the JDK's nor Bouncy Castle's messages are known to be free of key bytes.
      throw new Unreadable("has a damaged " + block.label() + " block");
    }
  }

  /** The pair of a key that was just made and is therefore whole. */
  static PrivateKeyPair ofPkcs8(byte[] pkcs8) throws GeneralSecurityException {
    try {
      return pair(PrivateKeyInfo.getInstance(pkcs8));
    } catch (IOException | Unreadable e) {
      throw new GeneralSecurityException("a new key cannot be encoded", e);
    }
  }

  private static PrivateKeyPair pair(PrivateKeyInfo key)
      throws GeneralSecurityException, IOException, Unreadable {
    ASN1ObjectIdentifier algorithm = key.getPrivateKeyAlgorithm().getAlgorithm();
    if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return rsaPair(key);
    }
    if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return ecPair(key);
    }
    throw new Unreadable("holds a key that is neither RSA nor ECDSA");
  }

  private static PrivateKeyPair rsaPair(PrivateKeyInfo info)
      throws GeneralSecurityException, IOException {
    KeyFactory factory = KeyFactory.getInstance("RSA");
    byte[] pkcs8 = info.getEncoded();
    RSAPrivateCrtKey key =
        (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    requireWhole(key);
    return new PrivateKeyPair(
        key,
        factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())),
        pkcs8);
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

  private static PrivateKeyPair ecPair(PrivateKeyInfo info)
      throws GeneralSecurityException, IOException, Unreadable {
    AlgorithmIdentifier algorithm = info.getPrivateKeyAlgorithm();
    ASN1ObjectIdentifier name = ASN1ObjectIdentifier.getInstance(algorithm.getParameters());
    if (!CURVES.contains(name)) {
      throw new Unreadable("holds an ECDSA key on a curve other than P-256 and P-384");
    }
    ECPrivateKey given = ECPrivateKey.getInstance(info.parsePrivateKey());
    X9ECParameters curve = CustomNamedCurves.getByOID(name);
    DERBitString point = publicPoint(curve, given.getKey());
    ASN1BitString claimed = given.getPublicKey();
    if (claimed != null && !claimed.equals(point)) {
      throw new GeneralSecurityException("the halves of the key contradict each other");
    }
    // With the public half inside, as OpenSSL writes it: GnuTLS reads no EC key without.
    byte[] pkcs8 =
        new PrivateKeyInfo(
                algorithm, new ECPrivateKey(curve.getN().bitLength(), given.getKey(), point, null))
            .getEncoded();
    KeyFactory factory = KeyFactory.getInstance("EC");
    byte[] spki = new SubjectPublicKeyInfo(algorithm, point.getBytes()).getEncoded();
    return new PrivateKeyPair(
        factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)),
        factory.generatePublic(new X509EncodedKeySpec(spki)),
        pkcs8);
  }

  private static DERBitString publicPoint(X9ECParameters curve, BigInteger d)
      throws GeneralSecurityException {
    if (d.signum() <= 0 || d.compareTo(curve.getN()) >= 0) {
      throw new GeneralSecurityException("the key is out of its curve's range");
    }
    return new DERBitString(
        new FixedPointCombMultiplier().multiply(curve.getG(), d).normalize().getEncoded(false));
  }

  private static PrivateKeyInfo ofSec1(ECPrivateKey key) throws IOException {
    return new PrivateKeyInfo(
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()),
        key);
  }
}
