package dev.kprov.run;

import static dev.kprov.pki.KeyAlgorithm.ECDSA_P256;
import static dev.kprov.pki.KeyAlgorithm.ECDSA_P384;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.KeyInfo;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Keys that are made before it is certain who gets them. */
class FreshKeysTest {

  @AutoClose private final FreshKeys fresh = new FreshKeys();

  @Test
  void eachIsOfTheKindThatIsWantedAndGivenOutOnce() {
    List<KeyAlgorithm> wanted = List.of(ECDSA_P256, ECDSA_P384, ECDSA_P256);

    List<KeyInfo> first = infos(wanted);
    List<KeyInfo> second = infos(wanted);

    assertThat(first).extracting(info -> info.algorithm().orElseThrow()).isEqualTo(wanted);
    assertThat(first).doesNotHaveDuplicates();
    assertThat(Collections.disjoint(first, second)).isTrue();
  }

  private List<KeyInfo> infos(List<KeyAlgorithm> wanted) {
    return wanted.stream().map(fresh::take).map(key -> key.join().info()).toList();
  }
}
