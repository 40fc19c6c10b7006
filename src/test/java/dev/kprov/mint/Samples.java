package dev.kprov.mint;

import dev.kprov.base.Secret;
import dev.kprov.base.StorePath;
import dev.kprov.pki.AltNames;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.Subject;
import dev.kprov.pki.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Items, keys and certificates as the kubenet layout has them. */
final class Samples {

  static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123Z");
  static final Duration YEAR = Duration.ofDays(365);
  static final ItemId CA = ItemId.of(ItemId.Section.AUTHORITY, "ca");
  static final ItemId API = ItemId.of(ItemId.Section.CERTIFICATE, "api");
  static final AltNames API_NAMES =
      AltNames.of(
          List.of(
              "kubernetes",
              "kubernetes.default.svc.cluster.local",
              "control0.kubenet",
              "10.32.0.1",
              "fd00::1"));

  private static final Map<KeyAlgorithm, PrivateKeyPair> KEYS = new EnumMap<>(KeyAlgorithm.class);
  private static final Map<KeyAlgorithm, PrivateKeyPair> LEAF_KEYS =
      new EnumMap<>(KeyAlgorithm.class);

  private Samples() {}

  /** One key of each kind serves all tests: making them is what takes time. */
  static synchronized PrivateKeyPair key(KeyAlgorithm algorithm) {
    return KEYS.computeIfAbsent(algorithm, Keys::generate);
  }

  /** A second key of each kind. */
  static synchronized PrivateKeyPair leafKey(KeyAlgorithm algorithm) {
    return LEAF_KEYS.computeIfAbsent(algorithm, Keys::generate);
  }

  static Subject subject(String commonName, String... organisations) {
    List<Subject.Attribute> attributes = new ArrayList<>();
    attributes.add(new Subject.Attribute("C", "PL"));
    attributes.add(new Subject.Attribute("ST", "Lesser Poland"));
    attributes.add(new Subject.Attribute("L", "Kraków"));
    for (String organisation : organisations) {
      attributes.add(new Subject.Attribute("O", organisation));
    }
    attributes.add(new Subject.Attribute("OU", "kubenet"));
    attributes.add(new Subject.Attribute("CN", commonName));
    return new Subject(attributes);
  }

  static Item.Authority authority(KeyAlgorithm algorithm) {
    return new Item.Authority(
        CA,
        subject("Kubernetes", "Kubernetes"),
        algorithm,
        YEAR.multipliedBy(10),
        new StorePath("ca.pem"),
        new StorePath("ca-key.pem"));
  }

  static Item.Certificate certificate(Subject subject, Set<Usage> usages, AltNames names) {
    return new Item.Certificate(
        API,
        CA,
        subject,
        KeyAlgorithm.RSA_2048,
        usages,
        names,
        YEAR.multipliedBy(5),
        Duration.ofDays(30),
        new StorePath("kubernetes.pem"),
        new StorePath("kubernetes-key.pem"));
  }

  static byte[] bytes(Secret secret) {
    return secret.use(byte[]::clone);
  }

  static Secret secret(String text) {
    return Secret.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  static Path write(Path folder, String name, byte[] content) {
    try {
      return Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
