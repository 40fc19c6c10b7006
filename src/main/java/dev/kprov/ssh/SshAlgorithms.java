package dev.kprov.ssh;

import com.hierynomus.sshj.key.BaseKeyAlgorithm;
import com.hierynomus.sshj.key.KeyAlgorithm;
import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.kex.DHGroups;
import com.hierynomus.sshj.transport.mac.Macs;
import dev.kprov.inventory.AlgorithmChoice;
import dev.kprov.inventory.AlgorithmChoice.Option;
import dev.kprov.inventory.Obstacle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.ConfigImpl;
import net.schmizz.sshj.DefaultSecurityProviderConfig;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.signature.Signature;
import net.schmizz.sshj.signature.SignatureRSA;
import net.schmizz.sshj.transport.cipher.Cipher;
import net.schmizz.sshj.transport.kex.Curve25519SHA256;
import net.schmizz.sshj.transport.kex.ECDHNistP;
import net.schmizz.sshj.transport.kex.KeyExchange;
import net.schmizz.sshj.transport.mac.MAC;

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

  private static final List<Factory.Named<KeyAlgorithm>> PLAIN_KEYS =
      List.of(
          KeyAlgorithms.EdDSA25519(),
          KeyAlgorithms.ECDSASHANistp256(),
          KeyAlgorithms.ECDSASHANistp384(),
          KeyAlgorithms.ECDSASHANistp521(),
          KeyAlgorithms.RSASHA512(),
          KeyAlgorithms.RSASHA256());

  private static final List<Factory.Named<KeyAlgorithm>> CERTIFICATES =
      List.of(
          KeyAlgorithms.EdDSA25519CertV01(),
          KeyAlgorithms.ECDSASHANistp256CertV01(),
          KeyAlgorithms.ECDSASHANistp384CertV01(),
          KeyAlgorithms.ECDSASHANistp521CertV01(),
          new RsaCertificate("rsa-sha2-512", new SignatureRSA.FactoryRSASHA512()),
          new RsaCertificate("rsa-sha2-256", new SignatureRSA.FactoryRSASHA256()));

  private static final List<Factory.Named<KeyAlgorithm>> ALL_KEYS =
      Stream.concat(CERTIFICATES.stream(), PLAIN_KEYS.stream()).toList();

  private static final List<Factory.Named<KeyExchange>> KEY_EXCHANGES =
      List.of(
          new Curve25519SHA256.Factory(),
          new Curve25519SHA256.FactoryLibSsh(),
          new ECDHNistP.Factory256(),
          new ECDHNistP.Factory384(),
          new ECDHNistP.Factory521(),
          new LateGroup("diffie-hellman-group16-sha512", DHGroups::Group16SHA512),
          new LateGroup("diffie-hellman-group14-sha256", DHGroups::Group14SHA256));

  /** Those that need no MAC. */
  private static final List<Factory.Named<Cipher>> SEALING_CIPHERS =
      List.of(GcmCiphers.AES128GCM(), GcmCiphers.AES256GCM());

  private static final List<Factory.Named<Cipher>> CIPHERS =
      List.of(
          GcmCiphers.AES128GCM(),
          GcmCiphers.AES256GCM(),
          BlockCiphers.AES128CTR(),
          BlockCiphers.AES192CTR(),
          BlockCiphers.AES256CTR());

  private static final List<Factory.Named<MAC>> CODES =
      List.of(Macs.HMACSHA2256Etm(), Macs.HMACSHA2512Etm(), Macs.HMACSHA2256(), Macs.HMACSHA2512());

  private final Map<Wanted, Config> others = new ConcurrentHashMap<>();

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

  /** Its primes are read when a server asks for it, which few do: to read all takes 10 ms. */
  private record LateGroup(String name, Supplier<? extends Factory<KeyExchange>> maker)
      implements Factory.Named<KeyExchange> {

    @Override
    public String getName() {
      return name;
    }

    @Override
    public KeyExchange create() {
      return maker.get().create();
    }
  }

  static {
    EcdsaKeys.register(); // who asks for an algorithm by its name needs it too
  }

  SshAlgorithms() {
    setLoggerFactory(new SshjLoggers());
    setVersion("kprov");
  }

  /** What may be used for a server. */
  private record Wanted(AlgorithmChoice choice, boolean certified) {}

  /**
   * What to offer to a server.
   *
   * @param choice what the operator allows
   * @param certified whether its authority is known, so that it may show a certificate of its key
   */
  Config of(AlgorithmChoice choice, boolean certified) {
    return choice.lists().isEmpty() && !certified
        ? this
        : others.computeIfAbsent(new Wanted(choice, certified), this::make);
  }

  /** The same for who wants to see the plain keys of a server. */
  Config forScanning(AlgorithmChoice choice) {
    return of(allows(choice, PLAIN_KEYS) ? choice : choice.without(Option.HOST_KEYS), false);
  }

  private Config make(Wanted wanted) {
    AlgorithmChoice choice = wanted.choice();
    ConfigImpl config = new ConfigImpl();
    config.setVersion(getVersion());
    config.setLoggerFactory(getLoggerFactory());
    config.setRandomFactory(getRandomFactory());
    config.setKeepAliveProvider(getKeepAliveProvider());
    config.setFileKeyProviderFactories(getFileKeyProviderFactories());
    config.setCompressionFactories(getCompressionFactories());
    config.setKeyExchangeFactories(left(choice, Option.KEY_EXCHANGES, KEY_EXCHANGES));
    config.setKeyAlgorithms(
        left(
            choice,
            Option.HOST_KEYS,
            wanted.certified() || !allows(choice, PLAIN_KEYS) ? ALL_KEYS : PLAIN_KEYS));
    List<Factory.Named<MAC>> macs = left(choice, Option.MACS, CODES);
    config.setMACFactories(macs.isEmpty() ? CODES : macs);
    config.setCipherFactories(
        left(choice, Option.CIPHERS, macs.isEmpty() ? SEALING_CIPHERS : CIPHERS));
    config.setVerifyHostKeyCertificates(false); // KnownHosts does, and better
    return config;
  }

  /** Why a choice leaves nothing to connect with; empty where it leaves something. */
  static Optional<Obstacle> lack(AlgorithmChoice choice) {
    if (choice.lists().isEmpty()) {
      return Optional.empty();
    }
    boolean macs = !left(choice, Option.MACS, CODES).isEmpty();
    boolean sealing = !left(choice, Option.CIPHERS, SEALING_CIPHERS).isEmpty();
    return lack(choice, Option.KEY_EXCHANGES, KEY_EXCHANGES)
        .or(() -> lack(choice, Option.HOST_KEYS, ALL_KEYS))
        .or(() -> lack(choice, Option.CIPHERS, CIPHERS))
        // A cipher that seals its packets itself needs no MAC.
        .or(() -> macs || sealing ? Optional.empty() : lack(choice, Option.MACS, CODES));
  }

  private static <T> Optional<Obstacle> lack(
      AlgorithmChoice choice, Option option, List<? extends Factory.Named<T>> have) {
    return left(choice, option, have).isEmpty()
        ? Optional.of(
            new Obstacle(
                "the SSH configuration has for it %s %s, of which kprov has none"
                    .formatted(option.keyword(), choice.of(option).orElse("")),
                Optional.of(
                    "allow one of these as well: "
                        + String.join(",", have.stream().map(Factory.Named::getName).toList()))))
        : Optional.empty();
  }

  private static boolean allows(AlgorithmChoice choice, List<Factory.Named<KeyAlgorithm>> keys) {
    return !left(choice, Option.HOST_KEYS, keys).isEmpty();
  }

  private static <T> List<Factory.Named<T>> left(
      AlgorithmChoice choice, Option option, List<? extends Factory.Named<T>> have) {
    Map<String, Factory.Named<T>> byName = new LinkedHashMap<>();
    have.forEach(one -> byName.put(one.getName(), one));
    List<String> all = List.copyOf(byName.keySet());
    return choice.of(option).map(list -> new AlgorithmList(list).of(all)).orElse(all).stream()
        .map(name -> Objects.requireNonNull(byName.get(name)))
        .toList();
  }

  /** What signs and verifies by this name, one of those above. */
  static KeyAlgorithm keyAlgorithm(String name) {
    return Factory.Named.Util.create(PLAIN_KEYS, name);
  }

  @Override
  protected void initKeyExchangeFactories() {
    setKeyExchangeFactories(KEY_EXCHANGES);
  }

  @Override
  protected void initKeyAlgorithms() {
    setKeyAlgorithms(PLAIN_KEYS);
  }

  @Override
  protected void initCipherFactories() {
    setCipherFactories(CIPHERS);
  }

  @Override
  protected void initMACFactories() {
    setMACFactories(CODES);
  }
}
