package dev.kprov.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

  @ParameterizedTest
  @CsvSource({"1K, 1024", "500M, 524288000", "10G, 10737418240", "999999T, 1099510528264372224"})
  void isReadInPowersOf1024(String text, long bytes) {
    assertThat(ByteSize.parse(text)).contains(new ByteSize(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "0G", "1.5G", "10GB", "10 G", "10g", "-1K", "1000000T"})
  void otherFormsAreNone(String text) {
    assertThat(ByteSize.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0B",
    "1023, 1023B",
    "1024, 1K",
    "1535, 1.4K",
    "1048575, 1023.9K",
    "1048576, 1M",
    "10737418239, 9.9G",
    "9223372036854775807, 8388607.9T"
  })
  void isShownAsNoMoreThanThereIs(long bytes, String text) {
    assertThat(new ByteSize(bytes)).hasToString(text);
  }
}
