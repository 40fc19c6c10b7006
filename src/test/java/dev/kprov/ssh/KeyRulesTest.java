package dev.kprov.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.inventory.AlgorithmChoice;
import dev.kprov.wire.RemoteFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is demanded of a host key whoever vouches for it. */
class KeyRulesTest {

  private static final Endpoint SERVER = new Endpoint("h", 22);

  @TempDir private Path dir;

  @Test
  void aRevokedKeyIsRefusedThoughTheInventoryPinsItAndOthersAreNot() throws Exception {
    HostKey bad = key("Ed25519", 255);
    HostKey good = key("Ed25519", 255);
    Path file = dir.resolve("revoked");
    Files.writeString(file, "# lost\n \t" + bad.type() + "\t" + bad.base64() + " who\n\n");
    KeyRules rules = new KeyRules(List.of(RevokedKeys.read(file)), AlgorithmChoice.USUAL);

    assertThat(judge(bad, rules))
        .isEqualTo(new Verdict.Revoked(file + " lists this key" + " (RevokedHostKeys)"));
    assertThat(judge(good, rules)).isInstanceOf(Verdict.Trusted.class);
  }

  @Test
  void aListOfRevokedKeysThatIsNotThereOrIsBinaryStopsTheConnection() throws Exception {
    Path none = dir.resolve("none");
    assertThatThrownBy(() -> RevokedKeys.read(none))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage(
            "cannot read the revoked keys in "
                + none
                + ": no such file, or a symlink that leads nowhere");

    Path nonsense = Files.writeString(dir.resolve("nonsense"), "# keys\nnonsense\n");
    assertThatThrownBy(() -> RevokedKeys.read(nonsense))
        .hasMessage(nonsense + ":2: a revoked key is no public key");

    Path binary = Files.writeString(dir.resolve("krl"), "SSHKRL\n\0and more");
    assertThatThrownBy(() -> RevokedKeys.read(binary))
        .hasMessage(binary + " is no key revocation list that kprov can read");
  }

  @Test
  void anRsaKeyThatIsTooShortIsRefusedAndOtherKeysHaveNoSuchMeasure() throws Exception {
    KeyRules rules = new KeyRules(List.of(), new AlgorithmChoice(Map.of(), Optional.of(2048)));

    assertThat(judge(key("RSA", 1024), rules)).isEqualTo(new Verdict.TooShort(2048));
    assertThat(judge(key("RSA", 2048), rules)).isInstanceOf(Verdict.Trusted.class);
    assertThat(judge(key("Ed25519", 255), rules)).isInstanceOf(Verdict.Trusted.class);
  }

  private static Verdict judge(HostKey key, KeyRules rules) {
    return new PinnedKey(key.fingerprint(), rules).judge(SERVER, key, Instant.EPOCH);
  }

  private static HostKey key(String algorithm, int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return HostKey.of(generator.generateKeyPair().getPublic());
  }
}
