package dev.kprov.mint;

import dev.kprov.pki.AltNames;
import dev.kprov.pki.Item;
import dev.kprov.pki.Lifetime;
import dev.kprov.pki.Subject;
import dev.kprov.pki.Usage;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/**
 * Issues certificates. What one says is decided by the item, the keys and the time given; only the
 * serial number (and an ECDSA signature) is random.
 *
 * <p>Every leaf carries the key identifiers of itself and its authority: in the kubenet layout the
 * names of the two are equal but for case, so that a name alone finds the wrong issuer (RFC 5280
 * sections 4.2.1.1 and 7.1).
 */
public final class Issuer {

  /** The last second that GeneralizedTime can say (RFC 5280 section 4.1.2.5). */
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

  /** RFC 5280 section 4.1.2.2 allows 20 octets; the top bit of a positive number is zero. */
  private static final int SERIAL_BITS = 159;

  private final SecureRandom random = new SecureRandom();
  private final boolean natively;

  /** Issues a few certificates, with the JDK's signatures. */
  public Issuer() {
    this(false);
  }

  /**
   * @param natively whether a native library, which takes 150 ms to load, makes the RSA signatures,
   *     of which the JDK's take 10 ms; right for many, and where RSA keys are made anyway
   */
  public Issuer(boolean natively) {
    this.natively = natively;
  }

  /**
   * What one certificate shall say of its holder.
   *
   * @param extensions adds what it says in them, given its issuer's certificate
   */
  private record Wanted(
      Subject subject,
      Duration validity,
      KeyHolder key,
      BiConsumer<Extensions.Target, X509Certificate> extensions) {}

  /** Makes the self-signed certificate of an authority over its key; nothing limits its depth. */
  public Certificate root(Item.Authority item, PrivateKeyPair key, Instant now) {
    X500Name name = DistinguishedNames.encode(item.subject());
    Instant begin = Lifetime.begin(now);
    X509v3CertificateBuilder builder =
        builder(name, begin, end(now, item.validity(), END_OF_TIME), name, key);
    Extensions.ofRoot(builder::addExtension, Extensions.identifier(key.publicKey()));
    return sign(builder, key, List.of());
  }

  /**
   * Issues the certificate of an authority below another. It stands within the lifetimes of all
   * that are above it.
   *
   * @param depth how many authorities may stand below it
   */
  public Chain intermediate(
      Item.Authority item,
      PrivateKeyPair key,
      int depth,
      Chain authority,
      PrivateKeyPair authorityKey,
      Instant now) {
    return issue(
        new Wanted(
            item.subject(),
            item.validity(),
            key,
            (builder, issuer) ->
                Extensions.ofIntermediate(builder, key.publicKey(), depth, issuer)),
        authority,
        authorityKey,
        now);
  }

  /**
   * Issues a certificate over a key. It lives as long as the item wants, but never longer than its
   * authority, or one above that, and never from before it.
   *
   * @param authority the issuer's certificate, with those above it
   * @param authorityKey the private key that belongs to it
   * @throws IllegalArgumentException where that key is another one, or the authority has expired
   */
  public Chain certificate(
      Item.Certificate item,
      KeyHolder key,
      Chain authority,
      PrivateKeyPair authorityKey,
      Instant now) {
    return issue(
        leaf(item.subject(), item.usages(), item.names(), item.validity(), key),
        authority,
        authorityKey,
        now);
  }

  /** Issues the certificate over a bare key pair; see {@link #certificate}. */
  public Certificate wrapper(
      Item.Wrapper item,
      PrivateKeyPair key,
      Chain authority,
      PrivateKeyPair authorityKey,
      Instant now) {
    return issue(
            leaf(item.subject(), item.usages(), AltNames.NONE, item.validity(), key),
            authority,
            authorityKey,
            now)
        .certificate();
  }

  private static Wanted leaf(
      Subject subject, Set<Usage> usages, AltNames names, Duration validity, KeyHolder key) {
    return new Wanted(
        subject,
        validity,
        key,
        (target, issuer) -> Extensions.ofLeaf(target, key.publicKey(), usages, names, issuer));
  }

  private Chain issue(Wanted wanted, Chain issuers, PrivateKeyPair authorityKey, Instant now) {
    Certificate authority = issuers.certificate();
    if (!authority.publicKey().equals(authorityKey.publicKey())) {
      throw new IllegalArgumentException("the key is not the key of the authority's certificate");
    }
    Instant begin = latest(Lifetime.begin(now), authority.info().notBefore());
    Instant end = end(now, wanted.validity(), issuers.end());
    if (!end.isAfter(begin)) {
      throw new IllegalArgumentException("the authority's certificate has expired");
    }
    X509v3CertificateBuilder builder =
        builder(
            DistinguishedNames.subjectOf(authority.x509()),
            begin,
            end,
            DistinguishedNames.encode(wanted.subject()),
            wanted.key());
    wanted.extensions().accept(builder::addExtension, authority.x509());
    return new Chain(sign(builder, authorityKey, List.of(authority)), issuers.all());
  }

  private X509v3CertificateBuilder builder(
      X500Name issuer, Instant begin, Instant end, X500Name subject, KeyHolder key) {
    return new X509v3CertificateBuilder(
        issuer,
        serial(),
        Times.encode(begin),
        Times.encode(end),
        subject,
        SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()));
  }

  /** Signs, and checks the signature: a damaged key must not spoil a certificate unnoticed. */
  private Certificate sign(
      X509v3CertificateBuilder builder, PrivateKeyPair signingKey, List<Certificate> signers) {
    try {
      byte[] der = builder.build(new KeySigner(signingKey, natively)).getEncoded();
      Certificate made = Certificates.ofDer(der, signers);
      if (made.info().signer().filter(signingKey.info().publicKey()::equals).isEmpty()) {
        throw new IllegalStateException("the new certificate does not bear its issuer's signature");
      }
      return made;
    } catch (IOException | CertificateException e) {
      throw new IllegalStateException("the new certificate cannot be read back", e);
    }
  }

  private BigInteger serial() {
    BigInteger serial = new BigInteger(SERIAL_BITS, random);
    return serial.signum() == 0 ? serial() : serial;
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** In whole seconds: X.509 has no fractions (RFC 5280 section 4.1.2.5). */
  private static Instant end(Instant now, Duration validity, Instant limit) {
    return Lifetime.end(now, validity, limit).truncatedTo(ChronoUnit.SECONDS);
  }
}
