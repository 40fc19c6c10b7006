package dev.kprov.mint;

import dev.kprov.base.Sha256;
import dev.kprov.inventory.Addresses;
import dev.kprov.pki.AltNames;
import dev.kprov.pki.Usage;
import java.io.IOException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** The extensions of certificates (RFC 5280 section 4.2), in the order in which Go writes them. */
final class Extensions {

  private static final boolean CRITICAL = true;

  private Extensions() {}

  /** What gets extensions: a certificate that is being made, or a request. */
  interface Target {
    void add(ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) throws IOException;
  }

  static void ofRoot(Target target, byte[] identifier) {
    ofAuthority(target, identifier, new BasicConstraints(true));
  }

  /**
   * Those of an authority below another.
   *
   * @param depth how many authorities may stand below it (RFC 5280 section 4.2.1.9)
   */
  static void ofIntermediate(Target target, PublicKey key, int depth, X509Certificate authority) {
    ofAuthority(target, identifier(key), new BasicConstraints(depth));
    pointTo(target, authority);
  }

  private static void ofAuthority(Target target, byte[] identifier, BasicConstraints constraints) {
    add(
        target,
        Extension.keyUsage,
        CRITICAL,
        new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    add(target, Extension.basicConstraints, CRITICAL, constraints);
    name(target, identifier);
  }

  private static void name(Target target, byte[] identifier) {
    add(target, Extension.subjectKeyIdentifier, !CRITICAL, new SubjectKeyIdentifier(identifier));
  }

  private static void pointTo(Target target, X509Certificate authority) {
    add(
        target,
        Extension.authorityKeyIdentifier,
        !CRITICAL,
        new AuthorityKeyIdentifier(identifierOf(authority)));
  }

  static void ofLeaf(
      Target target, PublicKey key, Set<Usage> usages, AltNames names, X509Certificate authority) {
    add(target, Extension.keyUsage, CRITICAL, new KeyUsage(keyUsage(key)));
    if (!usages.isEmpty()) {
      add(target, Extension.extendedKeyUsage, !CRITICAL, purposes(usages));
    }
    add(target, Extension.basicConstraints, CRITICAL, new BasicConstraints(false));
    name(target, identifier(key));
    pointTo(target, authority);
    if (!names.all().isEmpty()) {
      add(target, Extension.subjectAlternativeName, !CRITICAL, altNames(names));
    }
  }

  /** An EC key agrees on keys and never enciphers one (RFC 5480 section 3). */
  private static int keyUsage(PublicKey key) {
    return key instanceof RSAPublicKey
        ? KeyUsage.digitalSignature | KeyUsage.keyEncipherment
        : KeyUsage.digitalSignature;
  }

  private static ExtendedKeyUsage purposes(Set<Usage> usages) {
    return new ExtendedKeyUsage(
        usages.stream().sorted().map(Extensions::purpose).toArray(KeyPurposeId[]::new));
  }

  private static KeyPurposeId purpose(Usage usage) {
    return switch (usage) {
      case SERVER -> KeyPurposeId.id_kp_serverAuth;
      case CLIENT -> KeyPurposeId.id_kp_clientAuth;
    };
  }

  private static GeneralNames altNames(AltNames names) {
    return new GeneralNames(
        Stream.concat(
                names.dns().stream().map(name -> new GeneralName(GeneralName.dNSName, name)),
                names.ips().stream().map(Extensions::address))
            .toArray(GeneralName[]::new));
  }

  private static GeneralName address(String ip) {
    byte[] bytes =
        Addresses.parse(ip)
            .orElseThrow(() -> new IllegalArgumentException("not an IP address: " + ip))
            .getAddress();
    return new GeneralName(GeneralName.iPAddress, new DEROctetString(bytes));
  }

  /** The leftmost 160 bits of the SHA-256 of the key's bits (RFC 7093 section 2, method 1). */
  static byte[] identifier(PublicKey key) {
    byte[] bits = SubjectPublicKeyInfo.getInstance(key.getEncoded()).getPublicKeyData().getBytes();
    return HexFormat.of().parseHex(Sha256.of(bits).hex(), 0, 40);
  }

  /** What the authority calls its key, which a foreign one may have computed in another way. */
  static byte[] identifierOf(X509Certificate authority) {
    byte[] own = authority.getExtensionValue(Extension.subjectKeyIdentifier.getId());
    return own == null
        ? identifier(authority.getPublicKey())
        : SubjectKeyIdentifier.getInstance(ASN1OctetString.getInstance(own).getOctets())
            .getKeyIdentifier();
  }

  private static void add(
      Target target, ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) {
    try {
      target.add(type, critical, value);
    } catch (IOException e) {
      throw new IllegalStateException("an extension that was made here can be encoded", e);
    }
  }
}
