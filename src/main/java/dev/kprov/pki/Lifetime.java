package dev.kprov.pki;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** When certificates end, and when it is time to renew them. */
public final class Lifetime {

  /**
   * How far a certificate's beginning is set back, so that a host whose clock is a little slow
   * accepts it at once (kubernetes/kubernetes#118922).
   */
  public static final Duration BACKDATE = Duration.ofMinutes(5);

  private Lifetime() {}

  /** The end of a leaf that is issued now: never after its authority's. */
  public static Instant end(Instant now, Duration validity, Instant authorityEnd) {
    Instant wanted = now.plus(validity);
    return wanted.isBefore(authorityEnd) ? wanted : authorityEnd;
  }

  /**
   * Whether so little remains that the certificate should be renewed: less than {@code
   * renewBefore}, or less than a third of its own lifetime where that is shorter.
   */
  public static boolean due(CertificateInfo certificate, Duration renewBefore, Instant now) {
    Duration third = Duration.between(certificate.notBefore(), certificate.notAfter()).dividedBy(3);
    Duration margin = renewBefore.compareTo(third) < 0 ? renewBefore : third;
    return Duration.between(now, certificate.notAfter()).compareTo(margin) < 0;
  }

  public static boolean expired(CertificateInfo certificate, Instant now) {
    return now.isAfter(certificate.notAfter());
  }

  /** The day in UTC, for people: {@code 2031-11-21}. */
  public static String day(Instant instant) {
    return DateTimeFormatter.ISO_LOCAL_DATE.format(instant.atOffset(ZoneOffset.UTC));
  }

  /** A duration in the words of a playbook: {@code 30d}, {@code 8h}. */
  public static String words(Duration duration) {
    if (duration.toDays() > 0) {
      return duration.toDays() + "d";
    }
    return duration.toHours() > 0 ? duration.toHours() + "h" : duration.toMinutes() + "m";
  }
}
