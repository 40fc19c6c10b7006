package dev.kprov.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.AlgorithmChoice;
import dev.kprov.inventory.AlgorithmChoice.Option;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.common.Factory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lists of algorithms leave of those that kprov has. */
class AlgorithmListTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      emptyValue = "",
      value = {
        "b,a; b a",
        "x,b,y; b",
        "x; ''",
        "+x,b; a b aa",
        "-b; a aa",
        "-a*; b",
        "-x; a b aa",
        "^aa,x; aa a b",
        "^a*; a aa b",
        "a*,b; a aa b",
        "?; a b",
        "A; ''"
      })
  void aListIsReadAsSshReadsIt(String text, String left) {
    assertThat(String.join(" ", new AlgorithmList(text).of(List.of("a", "b", "aa"))))
        .isEqualTo(left);
  }

  @Test
  void aCipherThatSealsItsPacketsNeedsNoMac() {
    AlgorithmChoice choice = only(Option.MACS, "umac-64@openssh.com");

    assertThat(SshAlgorithms.lack(choice)).isEmpty();
    assertThat(Factory.Named.Util.getNames(offered(choice).getCipherFactories()))
        .containsExactly("aes128-gcm@openssh.com", "aes256-gcm@openssh.com");
  }

  @Test
  void aTypeOfHostKeyThatIsLeftOutIsNotAskedForNorIsItsCertificate() {
    AlgorithmChoice choice = only(Option.HOST_KEYS, "-*rsa*");
    Config config = new SshAlgorithms().of(choice, true);

    assertThat(Factory.Named.Util.getNames(config.getKeyAlgorithms()))
        .contains("ssh-ed25519", "ssh-ed25519-cert-v01@openssh.com")
        .noneMatch(name -> name.contains("rsa"));
  }

  @Test
  void certificatesAreAskedForWhereNothingElseIsAllowedAlthoughNoAuthorityIsKnown() {
    AlgorithmChoice choice = only(Option.HOST_KEYS, "ssh-ed25519-cert-v01@openssh.com");

    assertThat(Factory.Named.Util.getNames(offered(choice).getKeyAlgorithms()))
        .containsExactly("ssh-ed25519-cert-v01@openssh.com");
    assertThat(
            Factory.Named.Util.getNames(new SshAlgorithms().forScanning(choice).getKeyAlgorithms()))
        .as("to see the plain keys")
        .containsExactlyElementsOf(SshAlgorithms.HOST_KEYS);
  }

  @Test
  void whereNothingIsLeftItIsSaidWhatKprovHas() {
    assertThat(SshAlgorithms.lack(only(Option.KEY_EXCHANGES, "sntrup761x25519-sha512")))
        .hasValueSatisfying(lack -> {
          assertThat(lack.message())
              .endsWith("KexAlgorithms sntrup761x25519-sha512, of which kprov has none");
          assertThat(lack.hint().orElseThrow())
              .startsWith("allow one of these as well: curve25519-sha256,");
        });
  }

  private static Config offered(AlgorithmChoice choice) {
    return new SshAlgorithms().of(choice, false);
  }

  private static AlgorithmChoice only(Option option, String list) {
    return new AlgorithmChoice(Map.of(option, list), Optional.empty());
  }
}
