package dev.kprov.plan;

import dev.kprov.base.Sha256;
import dev.kprov.pki.AltNames;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.Strength;
import dev.kprov.pki.Subject;
import dev.kprov.pki.Usage;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A certificate as tests draw it: what it says, without any cryptography. */
public final class Sketch {

  private Subject subject;
  private Subject issuer;
  private AltNames names = AltNames.NONE;
  private Set<Usage> usages = Set.of();
  private boolean authority;
  private Instant notBefore;
  private Instant notAfter;
  private Sha256 publicKey;
  private Optional<KeyAlgorithm> algorithm = Optional.of(KeyAlgorithm.RSA_2048);
  private Strength strength = new Strength("RSA", 2048, "SHA256withRSA");
  private OptionalInt pathLength = OptionalInt.empty();
  private boolean keyIdentifiers = true;
  private Optional<Sha256> signer;
  private Optional<BigInteger> serial = Optional.empty();

  private Sketch(Subject subject, Subject issuer, Sha256 publicKey, Sha256 signer, Instant now) {
    this.subject = subject;
    this.issuer = issuer;
    this.publicKey = publicKey;
    this.signer = Optional.of(signer);
    this.notBefore = now.minus(Duration.ofMinutes(5));
    this.notAfter = now;
  }

  /** A self-signed authority over a key. */
  public static Sketch authority(Subject subject, Sha256 key, Instant now) {
    Sketch sketch = new Sketch(subject, subject, key, key, now);
    sketch.authority = true;
    return sketch;
  }

  /** A leaf over a key. */
  public static Sketch leaf(Subject subject, Sha256 key, CertificateInfo ca, Instant now) {
    return new Sketch(subject, ca.subject(), key, ca.publicKey(), now);
  }

  /** The same certificate, to be changed. */
  public static Sketch of(CertificateInfo info) {
    Sketch sketch =
        new Sketch(
            info.subject(), info.issuer(), info.publicKey(), info.publicKey(), info.notAfter());
    sketch.names = info.names();
    sketch.usages = info.usages();
    sketch.authority = info.authority();
    sketch.pathLength = info.pathLength();
    sketch.notBefore = info.notBefore();
    sketch.algorithm = info.algorithm();
    sketch.strength = info.strength();
    sketch.keyIdentifiers = info.keyIdentifiers();
    sketch.signer = info.signer();
    return sketch;
  }

  public Sketch subject(Subject text) {
    this.subject = text;
    return this;
  }

  public Sketch names(String... all) {
    return names(AltNames.of(List.of(all)));
  }

  public Sketch names(AltNames all) {
    this.names = all;
    return this;
  }

  public Sketch usages(Set<Usage> all) {
    this.usages = all;
    return this;
  }

  public Sketch authority(boolean yes) {
    this.authority = yes;
    return this;
  }

  public Sketch pathLength(int most) {
    this.pathLength = OptionalInt.of(most);
    return this;
  }

  public Sketch from(Instant begin) {
    this.notBefore = begin;
    return this;
  }

  public Sketch until(Instant end) {
    this.notAfter = end;
    return this;
  }

  /** Over a key that nobody knows. */
  public Sketch overAnotherKey() {
    this.publicKey = Sha256.of("another key".getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public Sketch strength(String key, int bits, String signature) {
    this.strength = new Strength(key, bits, signature);
    return this;
  }

  public Sketch withoutKeyIdentifiers() {
    this.keyIdentifiers = false;
    return this;
  }

  public Sketch signedBy(CertificateInfo ca) {
    this.issuer = ca.subject();
    this.signer = Optional.of(ca.publicKey());
    return this;
  }

  public Sketch signedByNobodyKnown() {
    this.signer = Optional.empty();
    return this;
  }

  /** Numbered as another one is. */
  public Sketch serial(CertificateInfo other) {
    this.serial = Optional.of(other.serial());
    return this;
  }

  public CertificateInfo info() {
    String said =
        String.join(
            "|",
            subject.toString(),
            names.toString(),
            usages.stream().sorted().toList().toString(),
            notBefore.toString(),
            notAfter.toString(),
            publicKey.hex(),
            signer.toString(),
            authority + "/" + keyIdentifiers);
    Sha256 fingerprint = Sha256.of(said.getBytes(StandardCharsets.UTF_8));
    return new CertificateInfo(
        subject,
        issuer,
        serial.orElseGet(() -> new BigInteger(fingerprint.shortHex(), 16)),
        names,
        usages,
        authority,
        pathLength,
        notBefore,
        notAfter,
        publicKey,
        algorithm,
        strength,
        keyIdentifiers,
        signer,
        fingerprint);
  }
}
