package dev.kprov.pki;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** When certificates end, and when it is time to renew them. */
public final class Lifetime {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private Lifetime() {}

  /** The end of a leaf that is issued now: never after its authority's. */
  public static Instant end(Instant now, Duration validity, Instant authorityEnd) {
    Instant wanted = now.plus(validity);
    return wanted.isBefore(authorityEnd) ? wanted : authorityEnd;
  }

  /**
   * How long before its end a certificate is renewed: {@code renewBefore}, or a third of its own
   * lifetime where that is shorter.
   */
  public static Duration margin(CertificateInfo certificate, Duration renewBefore) {
    Duration third = Duration.between(certificate.notBefore(), certificate.notAfter()).dividedBy(3);
    return renewBefore.compareTo(third) < 0 ? renewBefore : third;
  }

  /** Whether so little remains that the certificate should be renewed. */
  public static boolean due(CertificateInfo certificate, Duration renewBefore, Instant now) {
    Duration left = Duration.between(now, certificate.notAfter());
    return left.compareTo(margin(certificate, renewBefore)) < 0;
  }

  public static boolean expired(CertificateInfo certificate, Instant now) {
    return now.isAfter(certificate.notAfter());
  }

  /** In what a certificate is valid when its authority is not; strict verifiers refuse it then. */
  public static Optional<String> excess(CertificateInfo certificate, CertificateInfo authority) {
    if (certificate.notAfter().isAfter(authority.notAfter())) {
      return Optional.of(
          "ends "
              + day(certificate.notAfter())
              + ", after its authority ("
              + day(authority.notAfter())
              + ")");
    }
    return certificate.notBefore().isBefore(authority.notBefore())
        ? Optional.of("begins before its authority")
        : Optional.empty();
  }

  /** The day in UTC, for people: {@code 2031-11-21}. */
  public static String day(Instant instant) {
    return DateTimeFormatter.ISO_LOCAL_DATE.format(instant.atOffset(ZoneOffset.UTC));
  }

  /** A duration for people, rounded up to what they think in: {@code 30d}, {@code 8h}. */
  public static String words(Duration duration) {
    if (duration.compareTo(DAY) >= 0) {
      return roundedUp(duration, DAY) + "d";
    }
    return duration.compareTo(HOUR) >= 0
        ? roundedUp(duration, HOUR) + "h"
        : roundedUp(duration, Duration.ofMinutes(1)) + "m";
  }

  private static long roundedUp(Duration duration, Duration unit) {
    return Math.ceilDiv(duration.toSeconds(), unit.toSeconds());
  }
}
