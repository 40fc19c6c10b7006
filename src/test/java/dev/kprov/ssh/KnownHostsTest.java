package dev.kprov.ssh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Place;
import dev.kprov.fuzz.Mutations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Reading known_hosts; {@link KnownHostsAgainstSshIT} holds ssh itself against the same cases. */
class KnownHostsTest {

  private static final KnownHostsCase KEYS =
      new KnownHostsCase(key("ssh-ed25519", 1), key("ssh-ed25519", 2), key("ssh-rsa", 3));

  private static final HostKey OFFERED =
      HostKey.parse("ssh-ed25519", KEYS.key().substring("ssh-ed25519 ".length()));

  @TempDir Path dir;

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/known-hosts-cases.csv",
      numLinesToSkip = 1,
      delimiter = ';',
      emptyValue = "",
      ignoreLeadingAndTrailingWhitespace = false)
  void aFileIsReadAsSshReadsIt(String name, String lines, String host, int port, String verdict) {
    KnownHosts known = KnownHosts.parse("known_hosts", KEYS.text(lines == null ? "" : lines));
    assertThat(known.judge(new Endpoint(host, port), OFFERED, Instant.EPOCH))
        .isInstanceOf(
            switch (verdict) {
              case "trusted" -> Verdict.Trusted.class;
              case "unknown" -> Verdict.Unknown.class;
              case "changed" -> Verdict.Changed.class;
              case "revoked" -> Verdict.Revoked.class;
              default -> throw new IllegalArgumentException(verdict);
            });
  }

  @Test
  void aFileThatDoesNotExistKnowsNobody() throws Exception {
    KnownHosts known = KnownHosts.read(dir.resolve("none"));
    assertThat(known.judge(new Endpoint("h", 22), OFFERED, Instant.EPOCH))
        .isInstanceOf(Verdict.Unknown.class);
  }

  @Test
  void linesThatCannotBeReadAreRememberedByNumber() {
    String text =
        """
        # a comment

        h ssh-ed25519
        h ssh-ed25519 !!!
        h ssh-rsa BLOB
        @sometimes h KEY
        |2|x|y KEY
        |1|x|y KEY
        h KEY
        """;
    assertThat(KnownHosts.parse("f", KEYS.text(text)).badLines())
        .extracting(Place::line)
        .containsExactly(3, 4, 5, 6, 7, 8);
  }

  @Test
  void aHostKnownByItsRsaKeyIsAskedForRsaSignaturesOfToday() {
    KnownHosts known = KnownHosts.parse("f", KEYS.text("h RSA"));
    assertThat(known.algorithmsOf(new Endpoint("h", 22)))
        .containsExactly("rsa-sha2-512", "rsa-sha2-256");
  }

  @Test
  void aDamagedFileIsReadAsFarAsItCanBeAndNeverTrustsAnotherHost() {
    String good =
        """
        # hosts
        control0,192.168.1.11 KEY
        [127.0.0.1]:24000 KEY a comment
        *.kubenet,!worker9.kubenet,worker? RSA
        @revoked * OTHER
        @cert-authority *.example KEY
        HASHED(control1) KEY
        """;
    HostKey revoked = HostKey.parse("ssh-ed25519", KEYS.other().substring("ssh-ed25519 ".length()));
    Mutations.of(
        1_000,
        KEYS.text(good).getBytes(ISO_8859_1),
        List.of("*", "?", "!", ",", "|1|", "@revoked ", "[", "]:22", " ", "\n", "ssh-rsa ", "=="),
        damaged -> {
          KnownHosts known = KnownHosts.parse("f", new String(damaged, ISO_8859_1));
          for (String host : List.of("control0", "worker1.kubenet", "127.0.0.1", "a".repeat(253))) {
            Endpoint server = new Endpoint(host, 24000);
            known.judge(server, OFFERED, Instant.EPOCH);
            known.algorithmsOf(server);
            assertThat(known.judge(server, revoked, Instant.EPOCH))
                .isNotInstanceOf(Verdict.Trusted.class);
          }
          assertThat(known.badLines()).doesNotHaveDuplicates();
        });
  }

  @Test
  void aFileOfArbitraryBytesIsNoFailure() throws Exception {
    byte[] noise = new byte[200_000];
    new SplittableRandom(7).nextBytes(noise);
    KnownHosts known = KnownHosts.read(Files.write(dir.resolve("noise"), noise));
    assertThat(known.judge(new Endpoint("h", 22), OFFERED, Instant.EPOCH))
        .isInstanceOf(Verdict.Unknown.class);
  }

  @Test
  void aPinIsComparedWithAndWithoutPadding() {
    Endpoint server = new Endpoint("h", 22);
    String pin = OFFERED.fingerprint();
    assertThat(new PinnedKey(pin, KeyRules.NONE).judge(server, OFFERED, Instant.EPOCH))
        .isInstanceOf(Verdict.Trusted.class);
    assertThat(new PinnedKey(pin + "=", KeyRules.NONE).judge(server, OFFERED, Instant.EPOCH))
        .isInstanceOf(Verdict.Trusted.class);
    assertThat(new PinnedKey("SHA256:x", KeyRules.NONE).judge(server, OFFERED, Instant.EPOCH))
        .isEqualTo(new Verdict.Changed(List.of("SHA256:x")));
  }

  /** A blob that begins with its type, as RFC 4253 has it; the rest is never looked into. */
  private static String key(String type, int fill) {
    byte[] blob = new byte[4 + type.length() + 36];
    java.util.Arrays.fill(blob, (byte) fill);
    java.nio.ByteBuffer.wrap(blob)
        .putInt(type.length())
        .put(type.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    return type + " " + Base64.getEncoder().encodeToString(blob);
  }
}
