package dev.kprov.mint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.x509.Time;

/**
 * Instants as certificates have them, in whole seconds (RFC 5280 section 4.1.2.5). Bouncy Castle
 * would make them with the JDK's old date formats, whose locales take longer to load than a
 * certificate takes to make.
 */
final class Times {

  private static final int FIRST_LONG_YEAR = 2050;

  private Times() {}

  /**
   * Encodes one: with two digits of its year up to 2049, with four from 2050 on.
   *
   * @param instant between the years 1950 and 9999
   */
  static Time encode(Instant instant) {
    LocalDateTime utc = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    boolean isLong = utc.getYear() >= FIRST_LONG_YEAR;
    byte[] der = new byte[isLong ? 17 : 15];
    der[0] = (byte) (isLong ? BERTags.GENERALIZED_TIME : BERTags.UTC_TIME);
    der[1] = (byte) (der.length - 2);
    int at = 2;
    if (isLong) {
      at = put(der, at, utc.getYear() / 100);
    }
    at = put(der, at, utc.getYear() % 100);
    at = put(der, at, utc.getMonthValue());
    at = put(der, at, utc.getDayOfMonth());
    at = put(der, at, utc.getHour());
    at = put(der, at, utc.getMinute());
    at = put(der, at, utc.getSecond());
    der[at] = 'Z';
    return decoded(der);
  }

  /** Puts two digits; gives where the next ones go. */
  private static int put(byte[] der, int at, int number) {
    der[at] = (byte) ('0' + number / 10);
    der[at + 1] = (byte) ('0' + number % 10);
    return at + 2;
  }

  private static Time decoded(byte[] der) {
    try {
      return Time.getInstance(ASN1Primitive.fromByteArray(der));
    } catch (IOException e) {
      throw new IllegalStateException(new String(der, StandardCharsets.US_ASCII), e);
    }
  }
}
