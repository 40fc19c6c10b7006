package dev.kprov.mint;

import dev.kprov.pki.Subject;
import java.security.cert.X509Certificate;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** Encodes distinguished names, each attribute in an RDN of its own and in the order given. */
final class DistinguishedNames {

  private static final Map<String, ASN1ObjectIdentifier> TYPES =
      Map.of(
          "C", BCStyle.C,
          "ST", BCStyle.ST,
          "L", BCStyle.L,
          "O", BCStyle.O,
          "OU", BCStyle.OU,
          "CN", BCStyle.CN);

  private DistinguishedNames() {}

  static X500Name encode(Subject subject) {
    return new X500Name(
        subject.attributes().stream().map(DistinguishedNames::rdn).toArray(RDN[]::new));
  }

  /** The subject as it is encoded in a certificate, which is how its leaves must name it. */
  static X500Name subjectOf(X509Certificate certificate) {
    return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
  }

  private static RDN rdn(Subject.Attribute attribute) {
    ASN1ObjectIdentifier type = TYPES.get(attribute.type());
    if (type == null) {
      throw new IllegalArgumentException("a playbook has no attribute " + attribute.type());
    }
    return new RDN(type, value(attribute.type(), attribute.value()));
  }

  /** UTF8String, but for the country, which RFC 5280 appendix A.1 wants as PrintableString. */
  private static ASN1Encodable value(String type, String text) {
    return type.equals("C") ? new DERPrintableString(text) : new DERUTF8String(text);
  }
}
