package dev.kprov.ssh;

import com.hierynomus.sshj.key.BaseKeyAlgorithm;
import com.hierynomus.sshj.key.KeyAlgorithm;
import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.kex.DHGroups;
import com.hierynomus.sshj.transport.mac.Macs;
import java.util.List;
import java.util.stream.Stream;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.ConfigImpl;
import net.schmizz.sshj.DefaultSecurityProviderConfig;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.signature.Signature;
import net.schmizz.sshj.signature.SignatureRSA;
import net.schmizz.sshj.transport.kex.Curve25519SHA256;
import net.schmizz.sshj.transport.kex.ECDHNistP;

/**
 * What kprov speaks: explicit lists, strongest and fastest first, and nothing that OpenSSH has
 * retired. No group exchange, no CBC, no SHA-1 signatures; host certificates only where an
 * authority is known for the host. Bouncy Castle stays unregistered.
 *
 * <p>ChaCha20 is not among the ciphers: sshj has it from Bouncy Castle only (decision 0052).
 * Building a configuration is dear; one is built for a run and shared.
 */
final class SshAlgorithms extends DefaultSecurityProviderConfig {

  /** How a server proves that it has an RSA key: never with SHA-1. */
  static final List<String> RSA = List.of("rsa-sha2-512", "rsa-sha2-256");

  /** Every host key algorithm, best first. */
  static final List<String> HOST_KEYS =
      List.of(
          "ssh-ed25519",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521",
          "rsa-sha2-512",
          "rsa-sha2-256");

  /** Those by which a server shows a certificate of its key. */
  static final List<String> HOST_CERTIFICATES =
      HOST_KEYS.stream().map(name -> name + HostKey.CERTIFICATE).toList();

  private static final List<Factory.Named<KeyAlgorithm>> KEY_ALGORITHMS =
      List.of(
          KeyAlgorithms.EdDSA25519(),
          KeyAlgorithms.ECDSASHANistp256(),
          KeyAlgorithms.ECDSASHANistp384(),
          KeyAlgorithms.ECDSASHANistp521(),
          KeyAlgorithms.RSASHA512(),
          KeyAlgorithms.RSASHA256());

  private static final List<Factory.Named<KeyAlgorithm>> CERTIFICATE_ALGORITHMS =
      List.of(
          KeyAlgorithms.EdDSA25519CertV01(),
          KeyAlgorithms.ECDSASHANistp256CertV01(),
          KeyAlgorithms.ECDSASHANistp384CertV01(),
          KeyAlgorithms.ECDSASHANistp521CertV01(),
          new RsaCertificate("rsa-sha2-512", new SignatureRSA.FactoryRSASHA512()),
          new RsaCertificate("rsa-sha2-256", new SignatureRSA.FactoryRSASHA256()));

  /** Of these, sshj knows the one with SHA-1 only. */
  private record RsaCertificate(String signature, Factory.Named<Signature> maker)
      implements Factory.Named<KeyAlgorithm> {

    @Override
    public String getName() {
      return signature + HostKey.CERTIFICATE;
    }

    @Override
    public KeyAlgorithm create() {
      return new BaseKeyAlgorithm(getName(), maker, KeyType.RSA_CERT);
    }
  }

  static {
    EcdsaKeys.register(); // who asks for an algorithm by its name needs it too
  }

  SshAlgorithms() {
    setLoggerFactory(new SshjLoggers());
    setVersion("kprov");
  }

  /** The same for a server whose authority is known: it may show a certificate of its key. */
  Config withCertificates() {
    ConfigImpl config = new ConfigImpl();
    config.setVersion(getVersion());
    config.setLoggerFactory(getLoggerFactory());
    config.setRandomFactory(getRandomFactory());
    config.setKeepAliveProvider(getKeepAliveProvider());
    config.setFileKeyProviderFactories(getFileKeyProviderFactories());
    config.setCompressionFactories(getCompressionFactories());
    config.setKeyExchangeFactories(getKeyExchangeFactories());
    config.setCipherFactories(getCipherFactories());
    config.setMACFactories(getMACFactories());
    config.setKeyAlgorithms(
        Stream.concat(CERTIFICATE_ALGORITHMS.stream(), KEY_ALGORITHMS.stream()).toList());
    config.setVerifyHostKeyCertificates(false); // KnownHosts does, and better
    return config;
  }

  /** What signs and verifies by this name, one of those above. */
  static KeyAlgorithm keyAlgorithm(String name) {
    return Factory.Named.Util.create(KEY_ALGORITHMS, name);
  }

  @Override
  protected void initKeyExchangeFactories() {
    setKeyExchangeFactories(
        List.of(
            new Curve25519SHA256.Factory(),
            new Curve25519SHA256.FactoryLibSsh(),
            new ECDHNistP.Factory256(),
            new ECDHNistP.Factory384(),
            new ECDHNistP.Factory521(),
            DHGroups.Group16SHA512(),
            DHGroups.Group14SHA256()));
  }

  @Override
  protected void initKeyAlgorithms() {
    setKeyAlgorithms(KEY_ALGORITHMS);
  }

  @Override
  protected void initCipherFactories() {
    setCipherFactories(
        List.of(
            GcmCiphers.AES128GCM(),
            GcmCiphers.AES256GCM(),
            BlockCiphers.AES128CTR(),
            BlockCiphers.AES192CTR(),
            BlockCiphers.AES256CTR()));
  }

  @Override
  protected void initMACFactories() {
    setMACFactories(
        List.of(
            Macs.HMACSHA2256Etm(), Macs.HMACSHA2512Etm(), Macs.HMACSHA2256(), Macs.HMACSHA2512()));
  }
}
