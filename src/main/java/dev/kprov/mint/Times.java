package dev.kprov.mint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
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

  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("uuMMddHHmmss'Z'", Locale.ROOT);
  private static final DateTimeFormatter LONG =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT);

  private Times() {}

  /**
   * Encodes one: with two digits of its year up to 2049, with four from 2050 on.
   *
   * @param instant between the years 1950 and 9999
   */
  static Time encode(Instant instant) {
    OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
    return utc.getYear() < FIRST_LONG_YEAR
        ? decoded(BERTags.UTC_TIME, SHORT.format(utc))
        : decoded(BERTags.GENERALIZED_TIME, LONG.format(utc));
  }

  /** From its DER (X.690 section 8.1): to make it of a text alone would read that as a date. */
  private static Time decoded(int tag, String text) {
    byte[] der = ("  " + text).getBytes(StandardCharsets.US_ASCII);
    der[0] = (byte) tag;
    der[1] = (byte) text.length();
    try {
      return Time.getInstance(ASN1Primitive.fromByteArray(der));
    } catch (IOException e) {
      throw new IllegalStateException(text, e);
    }
  }
}
