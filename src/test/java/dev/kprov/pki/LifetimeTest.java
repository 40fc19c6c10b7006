package dev.kprov.pki;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Sha256;
import dev.kprov.plan.Sketch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifetimeTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static CertificateInfo living(Duration life) {
    return Sketch.authority(new Subject(List.of()), Sha256.of(new byte[0]), NOW)
        .from(NOW)
        .until(NOW.plus(life))
        .info();
  }

  @Test
  void aLeafEndsWithItsAuthorityAtTheLatest() {
    Duration year = Duration.ofDays(365);

    assertThat(Lifetime.end(NOW, year, NOW.plus(year.multipliedBy(2)))).isEqualTo(NOW.plus(year));
    assertThat(Lifetime.end(NOW, year, NOW.plusSeconds(60))).isEqualTo(NOW.plusSeconds(60));
  }

  @ParameterizedTest
  @CsvSource({
    "365, 30, 335, false",
    "365, 30, 336, true",
    "365, 300, 243, false",
    "365, 300, 244, true",
    "90, 30, 60, false",
    "90, 30, 61, true",
    "90, 30, 91, true",
  })
  void renewalIsDueBeforeTheEndByTheShorterMargin(int life, int renewBefore, int age, boolean due) {
    Instant then = NOW.plus(Duration.ofDays(age));

    assertThat(Lifetime.due(living(Duration.ofDays(life)), Duration.ofDays(renewBefore), then))
        .isEqualTo(due);
  }

  @Test
  void theLastSecondIsStillValid() {
    CertificateInfo certificate = living(Duration.ofDays(1));

    assertThat(Lifetime.expired(certificate, certificate.notAfter())).isFalse();
    assertThat(Lifetime.expired(certificate, certificate.notAfter().plusSeconds(1))).isTrue();
  }

  @Test
  void aDayIsOfUtc() {
    assertThat(Lifetime.day(Instant.parse("2031-11-21T23:59:59Z"))).isEqualTo("2031-11-21");
  }

  @ParameterizedTest
  @CsvSource({
    "P30D, 30d",
    "PT36H, 2d",
    "PT8H, 8h",
    "PT90M, 2h",
    "PT1M, 1m",
    "PT61S, 2m",
    "PT0S, 0m"
  })
  void durationsAreRoundedUpToWhatPeopleThinkIn(Duration duration, String words) {
    assertThat(Lifetime.words(duration)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "183600, 2 d 3 h",
    "183599, 2 d 3 h",
    "86400, 1 d",
    "-86399, 1 d",
    "3600, 1 h",
    "5400, 1 h 30 min",
    "250, 4 min 10 s",
    "61, 1 min 1 s",
    "-45, 45 s"
  })
  void aTimeBetweenIsToldInTwoUnits(long seconds, String words) {
    assertThat(Lifetime.apart(Duration.ofSeconds(seconds))).isEqualTo(words);
  }
}
