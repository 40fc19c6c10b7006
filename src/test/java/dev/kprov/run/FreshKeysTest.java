package dev.kprov.run;

import static dev.kprov.pki.KeyAlgorithm.ECDSA_P256;
import static dev.kprov.pki.KeyAlgorithm.ECDSA_P384;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.base.RunFailure;
import dev.kprov.mint.PrivateKeyPair;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.KeyInfo;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Keys that are made before it is certain who gets them. */
class FreshKeysTest {

  private final Cancellation cancellation = new Cancellation();
  @AutoClose private final FreshKeys fresh = new FreshKeys();

  @Test
  void eachIsOfTheKindThatIsWantedAndGivenOutOnce() throws Exception {
    List<KeyAlgorithm> wanted = List.of(ECDSA_P256, ECDSA_P384, ECDSA_P256);

    List<KeyInfo> first = infos(fresh.take(wanted, cancellation));
    List<KeyInfo> second = infos(fresh.take(wanted, cancellation));

    assertThat(first).extracting(info -> info.algorithm().orElseThrow()).isEqualTo(wanted);
    assertThat(first).doesNotHaveDuplicates();
    assertThat(Collections.disjoint(first, second)).isTrue();
  }

  @Test
  void nobodyWaitsForKeysWhoDoesNotWantTheRunAnyMore() {
    cancellation.ask(Cancellation.Cause.INTERRUPT);

    assertThatThrownBy(
            () -> fresh.take(Collections.nCopies(64, KeyAlgorithm.RSA_4096), cancellation))
        .isInstanceOf(RunFailure.class)
        .hasMessageContaining("interrupted before anything was changed");
  }

  private static List<KeyInfo> infos(List<PrivateKeyPair> keys) {
    return keys.stream().map(PrivateKeyPair::info).toList();
  }
}
