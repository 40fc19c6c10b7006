package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.lab.Lab;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a run that died has left in the homes of hosts and in the store, judged with the JDK's means
 * and not with kprov's.
 *
 * @param homes what lies on hosts
 * @param store the content of every file of the store, by its name there
 * @param modes the modes of the same files
 */
record Evidence(Homes homes, Map<String, byte[]> store, Map<String, Integer> modes) {

  private static final String KEY_END = "-key.pem";

  static Evidence of(Lab lab, Path store) {
    Map<String, byte[]> contents = new TreeMap<>();
    Map<String, Integer> modes = new HashMap<>();
    if (Files.exists(store)) {
      try (Stream<Path> files = Files.walk(store)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String name = store.relativize(file).toString();
          contents.put(name, Files.readAllBytes(file));
          modes.put(name, (Integer) Files.getAttribute(file, "unix:mode") & 0777);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new Evidence(homes(lab), contents, modes);
  }

  /** The script of a run that was killed may still be at work on a host, and clean up there. */
  private static Homes homes(Lab lab) {
    for (int attempt = 0; ; attempt++) {
      try {
        return Homes.of(lab);
      } catch (UncheckedIOException e) {
        if (attempt == 20 || !(e.getCause() instanceof NoSuchFileException)) {
          throw e;
        }
      }
    }
  }

  /**
   * Every file is what it was before or what it is after the next run, whole and with its rights;
   * whatever is new is also in the store; what is staged has no wider rights than it shall have.
   */
  void assertHostsAreWhole(Homes before, Homes after, String told) {
    Set<String> inStore = new TreeSet<>();
    store.values().forEach(content -> inStore.add(Sha256.of(Secret.of(content)).toString()));
    homes
        .substance()
        .forEach((name, substance) -> {
          if (isOurs(name)) {
            assertThat(Integer.parseInt(mode(substance), 8) & 0777)
                .as("mode of %s; %s", name, told)
                .isIn(0700, 0600, wanted(name, after));
          } else {
            assertThat(substance)
                .as("%s; %s", name, told)
                .isIn(
                    before.entries().containsKey(name) ? before.substance(name) : "", //
                    after.substance(name));
            boolean fresh = !substance.equals(before.substance().get(name));
            assertThat(!fresh || inStore.contains(content(substance)))
                .as("%s is also in the store; %s", name, told)
                .isTrue();
          }
        });
    assertThat(homes.entries().keySet())
        .as("nothing is lost; %s", told)
        .containsAll(before.entries().keySet());
  }

  /** Whether a name is of what kprov needs while it works: a stage, a lock. */
  private static boolean isOurs(String name) {
    return name.contains(":.kprov-");
  }

  /** The mode that a staged file shall have in its place; everybody may see who holds a lock. */
  private static int wanted(String staged, Homes after) {
    if (staged.endsWith(".kprov-lock")) {
      return 0755;
    }
    String name = Homes.host(staged) + ":" + staged.substring(staged.lastIndexOf('/') + 1);
    return after.entries().containsKey(name)
        ? Integer.parseInt(mode(after.substance(name)), 8) & 0777
        : 0600;
  }

  private static String mode(String substance) {
    return substance.substring(0, substance.indexOf(' '));
  }

  private static String content(String substance) {
    return substance.substring(substance.lastIndexOf(' ') + 1);
  }

  void assertNothingIsLeft(String told) {
    assertThat(homes.entries().keySet()).as(told).noneMatch(Evidence::isOurs);
    assertThat(store.keySet()).as(told).noneMatch(name -> name.endsWith(".tmp"));
    assertThat(store.get("lock")).as(told).isEmpty();
  }

  /**
   * Keys are the owner's alone, also in files that a dead run wrote aside; a key and its
   * certificate belong together, and one without the other is none that the ledger knows.
   */
  void assertStoreIsSound(String told) {
    String ledger = text("ledger.jsonl");
    store.forEach((name, content) -> {
      if (new String(content, StandardCharsets.UTF_8).contains("PRIVATE KEY")) {
        assertThat(modes.get(name)).as("mode of %s; %s", name, told).isEqualTo(0600);
      }
    });
    Set<String> stems = new TreeSet<>();
    store.keySet().stream()
        .filter(name -> name.endsWith(".pem"))
        .forEach(name -> stems.add(name.replace(KEY_END, "").replace(".pem", "")));
    for (String stem : stems) {
      PublicKey ofKey = store.containsKey(stem + KEY_END) ? keyOf(stem + KEY_END) : null;
      PublicKey ofCertificate = store.containsKey(stem + ".pem") ? certified(stem + ".pem") : null;
      if (ofKey != null && ofCertificate != null) {
        assertThat(ofCertificate).as("%s; %s", stem, told).isEqualTo(ofKey);
      } else {
        PublicKey alone = ofKey == null ? ofCertificate : ofKey;
        assertThat(ledger).as("%s; %s", stem, told).doesNotContain(fingerprint(alone));
      }
    }
  }

  private String text(String name) {
    return new String(store.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
  }

  private PublicKey certified(String name) {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(store.get(name)))
          .getPublicKey();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(name + " is torn", e);
    }
  }

  private PublicKey keyOf(String name) {
    try {
      KeyFactory rsa = KeyFactory.getInstance("RSA");
      byte[] der = Base64.getMimeDecoder().decode(text(name).replaceAll("-----[^-]*-----", ""));
      RSAPrivateCrtKey key = (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(der));
      return rsa.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(name + " is torn", e);
    }
  }

  private static String fingerprint(PublicKey key) {
    return Sha256.of(key.getEncoded()).hex();
  }
}
