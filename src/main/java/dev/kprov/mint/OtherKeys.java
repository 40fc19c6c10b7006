package dev.kprov.mint;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
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

/**
 * Reads, with Bouncy Castle, what the JDK cannot: EC keys without their public half, older forms.
 */
final class OtherKeys {

  private static final Set<ASN1ObjectIdentifier> CURVES =
      Set.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1);

  private OtherKeys() {}

  /** PKCS #8 around the PKCS #1 encoding of an RSA key. */
  static byte[] pkcs1AsPkcs8(byte[] der) throws IOException {
    AlgorithmIdentifier rsa =
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
    return new PrivateKeyInfo(rsa, RSAPrivateKey.getInstance(der)).getEncoded();
  }

  /** The pair of an EC key in PKCS #8. */
  static PrivateKeyPair ofPkcs8(byte[] der)
      throws GeneralSecurityException, IOException, Unreadable {
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(der);
    ASN1ObjectIdentifier kind = info.getPrivateKeyAlgorithm().getAlgorithm();
    if (kind.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      throw new GeneralSecurityException("an RSA key that the JDK could not read");
    }
    if (!kind.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      throw new Unreadable("holds a key that is neither RSA nor ECDSA");
    }
    return ofEc(
        ASN1ObjectIdentifier.getInstance(info.getPrivateKeyAlgorithm().getParameters()),
        ECPrivateKey.getInstance(info.parsePrivateKey()));
  }

  /** The pair of an EC key as SEC 1 encodes it. */
  static PrivateKeyPair ofSec1(byte[] der)
      throws GeneralSecurityException, IOException, Unreadable {
    ECPrivateKey key = ECPrivateKey.getInstance(der);
    return ofEc(ASN1ObjectIdentifier.getInstance(key.getParametersObject()), key);
  }

  private static PrivateKeyPair ofEc(ASN1ObjectIdentifier curveName, ECPrivateKey given)
      throws GeneralSecurityException, IOException, Unreadable {
    if (!CURVES.contains(curveName)) {
      throw new Unreadable("holds an ECDSA key on a curve other than P-256 and P-384");
    }
    X9ECParameters curve = CustomNamedCurves.getByOID(curveName);
    DERBitString point = publicPoint(curve, given.getKey());
    ASN1BitString claimed = given.getPublicKey();
    if (claimed != null && !claimed.equals(point)) {
      throw new GeneralSecurityException("the halves of the key contradict each other");
    }
    AlgorithmIdentifier kind =
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curveName);
    // With the public half inside, as OpenSSL writes it.
    ECPrivateKey whole = new ECPrivateKey(curve.getN().bitLength(), given.getKey(), point, null);
    return pair(
        new PrivateKeyInfo(kind, whole).getEncoded(),
        new SubjectPublicKeyInfo(kind, point.getBytes()).getEncoded());
  }

  private static PrivateKeyPair pair(byte[] pkcs8, byte[] spki) throws GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance("EC");
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
}
