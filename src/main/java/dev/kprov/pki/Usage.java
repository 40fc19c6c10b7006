package dev.kprov.pki;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a certificate may be used for (extended key usage, RFC 5280 section 4.2.1.12). */
public enum Usage {
  SERVER("server"),
  CLIENT("client");

  private final String word;

  Usage(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /** Several usages, for people: {@code server+client}. */
  public static String words(Set<Usage> usages) {
    return usages.isEmpty()
        ? "none"
        : usages.stream().sorted().map(Usage::word).collect(Collectors.joining("+"));
  }

  public static Optional<Usage> ofWord(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  @Override
  public String toString() {
    return word;
  }
}
