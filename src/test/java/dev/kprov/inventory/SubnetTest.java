package dev.kprov.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetTest {

  @ParameterizedTest
  @CsvSource({
    "10.32.0.0/16, 10.32.0.1",
    "10.96.0.0/12, 10.96.0.1",
    "192.168.255.0/24, 192.168.255.1",
    "10.0.0.8/29, 10.0.0.9",
    "fd00:10:96::/112, fd00:10:96::1",
    "2001:db8::/64, 2001:db8::1",
  })
  void theFirstAddressIsTheApisServiceAddress(String cidr, String first) {
    Subnet subnet = Subnet.parse(cidr).orElseThrow();

    assertThat(subnet.firstAddress()).isEqualTo(first);
    assertThat(subnet).hasToString(cidr);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.32.0.1/16",
        "10.32.0.0",
        "10.32.0.0/33",
        "10.32.0.0/",
        "10.32.0.0/016",
        "10.32.0.0/-1",
        "/16",
        "fd00::1/64",
        "fd00::/129",
        "kubernetes/16",
        "010.32.0.0/16"
      })
  void whatIsNoSubnetIsNotReadAsOne(String text) {
    assertThat(Subnet.parse(text)).isEmpty();
  }
}
