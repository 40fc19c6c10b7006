package dev.kprov.pki;

import java.util.Optional;

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

  public static Optional<Usage> ofWord(String word) {
    for (Usage one : values()) {
      if (one.word.equals(word)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return word;
  }
}
