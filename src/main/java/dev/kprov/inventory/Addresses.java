package dev.kprov.inventory;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** IP addresses and DNS names as text. Never asks a name server. */
public final class Addresses {

  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

  private Addresses() {}

  /** Reads an IPv4 address in four decimal parts or a bare IPv6 address without a zone. */
  public static Optional<InetAddress> parse(String text) {
    if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")
        && !text.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
      return Optional.empty();
    }
    if (text.matches("(.*[.:])?0[0-9]+(\\..*)?") && !text.contains(":")) {
      return Optional.empty(); // 010.0.0.1: octal to some readers, decimal to others
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
    return text.matches(LABEL);
  }

  /** Whether the text is a lower-case RFC 1123 DNS name of at most 253 characters. */
  public static boolean isDnsName(String text) {
    return text.length() <= 253 && text.matches(LABEL + "(\\." + LABEL + ")*") && !isIp(text);
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
