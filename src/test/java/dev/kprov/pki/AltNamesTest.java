package dev.kprov.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AltNamesTest {

  @Test
  void namesAndAddressesAreSortedApartInTheirOrder() {
    AltNames names =
        AltNames.of(List.of("kubernetes", "10.32.0.1", "control0", "FD00:0::1", "127.0.0.1"));

    assertThat(names.dns()).containsExactly("kubernetes", "control0");
    assertThat(names.ips()).containsExactly("10.32.0.1", "fd00::1", "127.0.0.1");
  }

  @Test
  void aRepeatedNameCountsOnceHoweverItIsWritten() {
    assertThat(AltNames.of(List.of("a", "fd00::1", "a", "FD00:0:0::1")).all())
        .containsExactly("a", "fd00::1");
  }

  @Test
  void whatAnotherLacksIsTold() {
    AltNames one = AltNames.of(List.of("a", "b", "10.0.0.1"));
    AltNames other = AltNames.of(List.of("b", "c"));

    assertThat(one.missingFrom(other)).containsExactly("a", "10.0.0.1");
    assertThat(other.missingFrom(one)).containsExactly("c");
    assertThat(AltNames.NONE.missingFrom(one)).isEmpty();
  }
}
