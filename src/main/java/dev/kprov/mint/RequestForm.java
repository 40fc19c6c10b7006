package dev.kprov.mint;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/** The encoding of signing requests, and the proof that one holds. */
final class RequestForm {

  /** RFC 7468 section 7; the older label is that of Netscape's tools. */
  static final String LABEL = "CERTIFICATE REQUEST";

  private static final List<String> LABELS = List.of(LABEL, "NEW " + LABEL);

  /** What kprov takes for a proof, in the words of the JDK. */
  private static final Map<ASN1ObjectIdentifier, String> SIGNATURES =
      Map.of(
          PKCSObjectIdentifiers.sha256WithRSAEncryption, "SHA256withRSA",
          PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA384withRSA",
          PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA512withRSA",
          X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA256withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA");

  /** RFC 8017 allows smaller exponents; only careless or old programs use them. */
  private static final BigInteger SMALLEST_EXPONENT = BigInteger.valueOf(65_537);

  private RequestForm() {}

  static Pem.Block onlyRequest(byte[] pem) throws Unreadable {
    List<Pem.Block> blocks = Pem.blocks(pem);
    if (blocks.stream().anyMatch(block -> block.label().endsWith("PRIVATE KEY"))) {
      throw new Unreadable("holds a private key, which should have stayed with its owner");
    }
    if (blocks.size() != 1 || !LABELS.contains(blocks.getFirst().label())) {
      throw new Unreadable("is no PEM certificate request");
    }
    return blocks.getFirst();
  }

  /** The key of a request whose signature that key verifies. */
  static PublicKey provenKey(byte[] der) throws Unreadable {
    try {
      CertificationRequest request = CertificationRequest.getInstance(der);
      if (!Arrays.equals(request.getEncoded(ASN1Encoding.DER), der)) {
        throw new Unreadable("has a damaged " + LABEL + " block");
      }
      PublicKey key = key(request);
      requireStrength(key);
      requireProof(request, key);
      return key;
    } catch (GeneralSecurityException | IOException | RuntimeException _) {
      throw new Unreadable("has a damaged " + LABEL + " block");
    }
  }

  static byte[] ofAuthority(X500Name name, byte[] keyIdentifier, PrivateKeyPair key) {
    ExtensionsGenerator wanted = new ExtensionsGenerator();
    Extensions.ofRoot(wanted::addExtension, keyIdentifier);
    try {
      return new PKCS10CertificationRequestBuilder(
              name, SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()))
          .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, wanted.generate())
          .build(new KeySigner(key, false))
          .getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("a request that was made here can be encoded", e);
    }
  }

  /** What a request says, without its signature. */
  static byte[] asked(byte[] der) {
    try {
      return CertificationRequest.getInstance(der)
          .getCertificationRequestInfo()
          .getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("a request that was read can be encoded", e);
    }
  }

  private static PublicKey key(CertificationRequest request)
      throws IOException, GeneralSecurityException, Unreadable {
    var info = request.getCertificationRequestInfo().getSubjectPublicKeyInfo();
    ASN1ObjectIdentifier kind = info.getAlgorithm().getAlgorithm();
    boolean rsa = kind.equals(PKCSObjectIdentifiers.rsaEncryption);
    if (!rsa && !kind.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      throw new Unreadable("has a key that is neither RSA nor ECDSA");
    }
    return KeyFactory.getInstance(rsa ? "RSA" : "EC")
        .generatePublic(new X509EncodedKeySpec(info.getEncoded(ASN1Encoding.DER)));
  }

  private static void requireStrength(PublicKey key) throws Unreadable {
    if (PublicKeys.algorithm(key).isEmpty()) {
      String size = key instanceof RSAPublicKey rsa ? " of " + rsa.getModulus().bitLength() : "";
      throw new Unreadable(
          "has a key" + size + " that is none of rsa-2048, -3072, -4096, ecdsa-p256, -p384");
    }
    if (key instanceof RSAPublicKey rsa
        && rsa.getPublicExponent().compareTo(SMALLEST_EXPONENT) < 0) {
      throw new Unreadable("has an RSA key with the public exponent " + rsa.getPublicExponent());
    }
  }

  private static void requireProof(CertificationRequest request, PublicKey key)
      throws IOException, GeneralSecurityException, Unreadable {
    String algorithm = SIGNATURES.get(request.getSignatureAlgorithm().getAlgorithm());
    if (algorithm == null) {
      throw new Unreadable("is not signed with SHA-256, SHA-384 or SHA-512");
    }
    Signature proof = Signature.getInstance(algorithm);
    proof.initVerify(key);
    proof.update(request.getCertificationRequestInfo().getEncoded(ASN1Encoding.DER));
    if (!proof.verify(request.getSignature().getOctets())) {
      throw new Unreadable("is not signed by the key in it");
    }
  }
}
