package dev.kprov.inventory;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses and DNS names as text. Never asks a name server. */
public final class Addresses {

  private static final String LABEL_TEXT = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern LABEL = Pattern.compile(LABEL_TEXT);

  /** A name whose last label is a number would be taken for an address (RFC 1123 section 2.1). */
  private static final Pattern NAME =
      Pattern.compile("(" + LABEL_TEXT + "\\.)*(?![0-9]+$)" + LABEL_TEXT);

  /** Parts such as 010 are octal to some readers and decimal to others, hence refused. */
  private static final Pattern IPV4 =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private Addresses() {}

  /** Reads an IPv4 address in four decimal parts or a bare IPv6 address without a zone. */
  public static Optional<InetAddress> parse(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public static boolean isIp(String text) {
    return parse(text).isPresent();
  }

  /** Whether the text is a lower-case RFC 1123 label. */
  public static boolean isLabel(String text) {
    return LABEL.matcher(text).matches();
  }

  /** Whether the text is a lower-case RFC 1123 DNS name of at most 253 characters. */
  public static boolean isDnsName(String text) {
    return text.length() <= 253 && NAME.matcher(text).matches();
  }

  /** The canonical text of an address; IPv6 as RFC 5952 wants it. */
  public static String text(InetAddress address) {
    return address instanceof Inet6Address
        ? compressed(address.getAddress())
        : address.getHostAddress();
  }

  /** The canonical text where it is an address, the text itself where it is a name. */
  public static String canonical(String text) {
    return parse(text).map(Addresses::text).orElse(text);
  }

  /** The address of 4 or 16 bytes, as it stands in a certificate. */
  public static String text(byte[] address) {
    try {
      return text(InetAddress.getByAddress(address));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + address.length, e);
    }
  }

  /**
   * A host and its port as URLs and people write them: {@code 10.0.0.1:22}, {@code [fd00::1]:22}.
   */
  public static String endpoint(String host, int port) {
    return inUrl(host) + ":" + port;
  }

  /** A host as it stands in a URL: an IPv6 address in brackets (RFC 3986 section 3.2.2). */
  public static String inUrl(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private static String compressed(byte[] bytes) {
    String[] groups = new String[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = Integer.toHexString(((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff));
    }
    int best = -1;
    int bestLength = 1; // RFC 5952 4.2.2: one group alone is not shortened
    for (int i = 0; i < 8; i++) {
      int length = 0;
      while (i + length < 8 && groups[i + length].equals("0")) {
        length++;
      }
      if (length > bestLength) {
        best = i;
        bestLength = length;
      }
    }
    if (best < 0) {
      return String.join(":", groups);
    }
    return join(groups, 0, best) + "::" + join(groups, best + bestLength, 8);
  }

  private static String join(String[] groups, int from, int to) {
    return String.join(":", Arrays.asList(groups).subList(from, to));
  }
}
