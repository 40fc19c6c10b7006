package dev.kprov.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

  @ParameterizedTest
  @CsvSource({
    "192.168.1.11, 192.168.1.11",
    "0.0.0.0, 0.0.0.0",
    "FD00:0:0:0:0:0:0:1, fd00::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "::, ::",
    "::1, ::1",
    "fe80::, fe80::",
    "2001:0db8::00ff, 2001:db8::ff",
  })
  void anAddressHasOneText(String written, String canonical) {
    assertThat(Addresses.canonical(written)).isEqualTo(canonical);
    assertThat(Addresses.isIp(written)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "010.0.0.1", "10.0.0.010", "10.00.0.1", "256.0.0.1", "1.2.3", "1.2.3.4.5", "0x7f.0.0.1",
        "fe80::1%eth0", "[::1]", "1::2::3", ":", "", "kubernetes", "10.0.0.1/24"
      })
  void whatIsNoAddressIsNotReadAsOne(String text) {
    assertThat(Addresses.parse(text)).isEmpty();
  }

  @Test
  void anAddressOfACertificateIsReadFromItsBytes() {
    assertThat(Addresses.text(new byte[] {10, 32, 0, 1})).isEqualTo("10.32.0.1");
    assertThat(Addresses.text(new byte[16])).isEqualTo("::");
    assertThatThrownBy(() -> Addresses.text(new byte[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kubernetes", "control0.kubenet", "1password.com", "a-b.c"})
  void aDnsNameIsOne(String text) {
    assertThat(Addresses.isDnsName(text)).isTrue();
    assertThat(Addresses.canonical(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Kubernetes",
        "a_b",
        "-a",
        "a-",
        "a..b",
        ".a",
        "a.",
        "",
        "10.0.0.1",
        "192.168.1.300",
        "7",
        "*.kubenet"
      })
  void whatIsNoDnsNameIsNone(String text) {
    assertThat(Addresses.isDnsName(text)).isFalse();
  }

  @Test
  void namesAreBounded() {
    assertThat(Addresses.isLabel("a".repeat(63))).isTrue();
    assertThat(Addresses.isLabel("a".repeat(64))).isFalse();
    assertThat(Addresses.isDnsName("a.".repeat(126) + "a")).isTrue();
    assertThat(Addresses.isDnsName("a.".repeat(127) + "a")).isFalse();
  }
}
