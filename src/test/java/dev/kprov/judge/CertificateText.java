package dev.kprov.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The fields of a certificate as OpenSSL reads them.
 *
 * @param text what {@code openssl x509 -text} prints
 * @param asn1 what {@code openssl asn1parse} prints
 */
public record CertificateText(String text, String asn1) {

  private static final Pattern EXTENSION =
      Pattern.compile("(?m)^ {12}(X509v3 [^:]+|[0-9.]+): ?(critical)?\n {16}(.*)$");
  private static final Pattern TIME = Pattern.compile("prim: (UTCTIME|GENERALIZEDTIME) +:(\\S+)");

  public static CertificateText of(Path certificate) {
    Judge openssl = Judge.of("openssl");
    return new CertificateText(
        openssl.run("x509", "-noout", "-text", "-in", certificate).accepted(),
        openssl.run("asn1parse", "-in", certificate).accepted());
  }

  /** {@code O=system:nodes, CN=system:node:worker0}, in the order of the certificate. */
  public String subject() {
    return attributes(one("Subject: (.*)"));
  }

  public String issuer() {
    return attributes(one("Issuer: (.*)"));
  }

  private static String attributes(String name) {
    return name.replace(" = ", "=");
  }

  /** In hexadecimal digits, with a minus sign if it is negative. */
  public String serial() {
    return one("Serial Number:\\s+(\\S+|\\(Negative\\).*)").replace(":", "");
  }

  public String keyKind() {
    return one("Public Key Algorithm: (\\S+)");
  }

  /** The extensions by name, with what they hold; a critical one has an exclamation mark. */
  public List<String> extensions() {
    return EXTENSION
        .matcher(text)
        .results()
        .map(found ->
            found.group(1).replace("X509v3 ", "")
                + (found.group(2) == null ? "" : "!")
                + ": "
                + found.group(3).strip().replace("keyid:", ""))
        .toList();
  }

  /** What one of the {@link #extensions} holds; empty if it is not there. */
  public String extension(String name) {
    return extensions().stream()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse("");
  }

  /** First and last moment, which must stand there as RFC 5280, 4.1.2.5 wants it. */
  public List<Instant> validity() {
    List<Instant> times = new ArrayList<>();
    Matcher found = TIME.matcher(asn1);
    while (found.find()) {
      times.add(instant(found.toMatchResult()));
    }
    assertThat(times).hasSize(2);
    return times;
  }

  private static Instant instant(MatchResult found) {
    boolean utc = found.group(1).equals("UTCTIME");
    String time = (utc ? "20" : "") + found.group(2);
    assertThat(time).matches("\\d{14}Z");
    assertThat(time.compareTo("2050") < 0).as(found.group()).isEqualTo(utc);
    return LocalDateTime.parse(time, DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'"))
        .toInstant(ZoneOffset.UTC);
  }

  private String one(String pattern) {
    return Stream.of(Pattern.compile(pattern).matcher(text))
        .filter(Matcher::find)
        .map(found -> found.group(1).strip())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + pattern + " in\n" + text));
  }
}
