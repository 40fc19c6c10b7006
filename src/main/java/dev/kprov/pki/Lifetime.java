package dev.kprov.pki;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When certificates end, and when it is time to renew them. */
public final class Lifetime {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** How far a certificate begins in the past, for hosts whose clocks are late. */
  public static final Duration BACKDATING = Duration.ofMinutes(5);

  private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,6})([ydh])");

  private Lifetime() {}

  /** The begin of a certificate that is issued now, in whole seconds as X.509 has them. */
  public static Instant begin(Instant now) {
    return now.minus(BACKDATING).truncatedTo(ChronoUnit.SECONDS);
  }

  /** Reads a span of time: {@code 10y} (of 365 days), {@code 30d}, {@code 8h}. */
  public static Optional<Duration> span(String text) {
    Matcher span = SPAN.matcher(text);
    if (!span.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(span.group(1));
    return Optional.of(
        switch (span.group(2)) {
          case "y" -> Duration.ofDays(365 * number);
          case "d" -> Duration.ofDays(number);
          default -> Duration.ofHours(number);
        });
  }

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
    Duration lifetime = Duration.between(certificate.notBefore(), certificate.notAfter());
    // In whole seconds, as X.509 has them. Duration divides by decimals, the first of which costs a
    // start of the program 20 ms (launch.LateDecimals).
    Duration third = Duration.ofSeconds(lifetime.toSeconds() / 3);
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
        : roundedUp(duration, MINUTE) + "m";
  }

  /** How far two times are apart, for people: {@code 2 d 3 h}, {@code 4 min 10 s}. */
  public static String apart(Duration duration) {
    Duration days = rounded(duration, HOUR);
    Duration hours = rounded(duration, MINUTE);
    Duration minutes = rounded(duration, Duration.ofSeconds(1));
    if (days.compareTo(DAY) >= 0) {
      return two(days.toDays(), "d", days.toHoursPart(), "h");
    }
    if (minutes.compareTo(MINUTE) < 0) {
      return minutes.toSeconds() + " s";
    }
    return hours.compareTo(HOUR) >= 0
        ? two(hours.toHours(), "h", hours.toMinutesPart(), "min")
        : two(minutes.toMinutes(), "min", minutes.toSecondsPart(), "s");
  }

  private static Duration rounded(Duration duration, Duration unit) {
    return unit.multipliedBy(duration.abs().plus(unit.dividedBy(2)).dividedBy(unit));
  }

  private static String two(long large, String unit, int small, String smallUnit) {
    return large + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }

  private static long roundedUp(Duration duration, Duration unit) {
    return Math.ceilDiv(duration.toSeconds(), unit.toSeconds());
  }
}
