package dev.kprov.config;

import dev.kprov.base.Nearest;
import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import dev.kprov.inventory.Addresses;
import dev.kprov.inventory.SshQuery;
import dev.kprov.pki.Lifetime;
import dev.kprov.text.Node;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Types texts: a port, a name, an address, a span of time. What does not fit is a problem. */
final class Words {

  /** What a common name of 64 characters leaves beside {@code system:node:}. */
  private static final int LONGEST_NAME = 52;

  /** A login name or a group. */
  static final String ACCOUNT = "[A-Za-z0-9_][A-Za-z0-9_.@\\\\-]*\\$?";

  private static final int LONGEST_LIFE_IN_DAYS = 36_500;

  private final Problems problems;

  Words(Problems problems) {
    this.problems = problems;
  }

  Optional<Integer> port(Node.Scalar text) {
    boolean good =
        text.text().matches("[1-9][0-9]{0,4}") && SshQuery.isPort(Integer.parseInt(text.text()));
    return good
        ? Optional.of(Integer.parseInt(text.text()))
        : bad(text.place(), "port " + text.text() + " is not a number from 1 to 65535");
  }

  /** A lower-case RFC 1123 name of at most 52 characters. */
  Optional<String> name(Node.Scalar text, String what) {
    return name(text, what, Addresses::isDnsName, "a lower-case RFC 1123 name");
  }

  /** A lower-case RFC 1123 label of at most 52 characters. */
  Optional<String> label(Node.Scalar text, String what) {
    return name(text, what, Addresses::isLabel, "a lower-case RFC 1123 label");
  }

  private Optional<String> name(
      Node.Scalar text, String what, Function<String, Boolean> good, String kind) {
    String name = text.text();
    if (name.length() > LONGEST_NAME) {
      return bad(
          text.place(), what + " " + name + " is longer than " + LONGEST_NAME + " characters");
    }
    if (good.apply(name)) {
      return Optional.of(name);
    }
    String hint =
        name.contains("[") ? "ranges are written [0:2]" : "use a to z, 0 to 9 and - within";
    problems.add(text.place(), what + " " + name + " is not " + kind, hint);
    return Optional.empty();
  }

  /** A DNS name such as a domain. */
  Optional<String> dnsName(Node.Scalar text, String what) {
    return Addresses.isDnsName(text.text())
        ? Optional.of(text.text())
        : bad(text.place(), what + " " + text.text() + " is not a lower-case DNS name");
  }

  /** An IPv4 or IPv6 address, in canonical form, or a DNS name. */
  Optional<String> address(Node.Scalar text, String what) {
    String value = text.text();
    if (Addresses.isIp(value) || Addresses.isDnsName(value)) {
      return Optional.of(Addresses.canonical(value));
    }
    String message = what + " " + value + " is neither an IP address nor a DNS name";
    if (value.matches("\\[.*:.*]")) {
      problems.add(text.place(), message, "write an IPv6 address without brackets");
    } else {
      problems.add(text.place(), message);
    }
    return Optional.empty();
  }

  /** One of some words. */
  <T> Optional<T> oneOf(
      Place place, String word, String what, List<T> all, Function<T, String> wordOf) {
    Optional<T> found = all.stream().filter(one -> wordOf.apply(one).equals(word)).findFirst();
    if (found.isEmpty()) {
      List<String> known = all.stream().map(wordOf).toList();
      problems.add(place, "unknown " + what + " " + word, Nearest.hint(word, known));
    }
    return found;
  }

  /** A span of time as {@link Lifetime#span} reads it, of at most 100 years. */
  Optional<Duration> span(Place place, String text, String what) {
    Optional<Duration> span = Lifetime.span(text);
    if (span.isEmpty()) {
      problems.add(place, what + " " + text + " is no span of time", "write 5y, 30d or 8h");
      return Optional.empty();
    }
    return span.get().toDays() > LONGEST_LIFE_IN_DAYS
        ? bad(place, what + " " + text + " is more than 100 years")
        : span;
  }

  Optional<Boolean> truth(Node.Scalar text, String what) {
    return switch (text.text()) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> bad(text.place(), what + " must be true or false, not " + text.text());
    };
  }

  <T> Optional<T> bad(Place place, String message) {
    problems.add(place, message);
    return Optional.empty();
  }
}
