package dev.kprov.mint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x509.Time;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1950-01-01T00:00:00Z",
        "1999-12-31T23:59:59Z",
        "2000-02-29T12:00:00Z",
        "2026-11-09T08:07:06.999Z",
        "2049-12-31T23:59:59Z",
        "2050-01-01T00:00:00Z",
        "2100-03-01T01:02:03Z",
        "9999-12-31T23:59:59Z"
      })
  void aTimeIsEncodedAsBouncyCastleDoes(String text) throws Exception {
    Instant instant = Instant.parse(text);

    assertThat(Times.encode(instant).getEncoded())
        .isEqualTo(new Time(Date.from(instant)).getEncoded());
  }
}
