package dev.kprov.state;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One way in which a thing is not what is wanted. Never holds content that is secret.
 *
 * @param text for people: {@code mode 0644 → 0600}, {@code names: + 10.0.0.9}
 * @param from what was seen, where that is a value: {@code 0644}
 * @param to what is wanted instead: {@code 0600}
 */
public record Difference(
    Attribute attribute, String text, Optional<String> from, Optional<String> to) {

  /** The content is another one; more is not said of secrets. */
  public static final Difference CONTENT = content("content differs");

  /** In what things differ. */
  public enum Attribute {
    TYPE(Realm.DIRECTORY, "type"),
    MODE(Realm.DIRECTORY, "mode"),
    OWNER(Realm.DIRECTORY, "owner"),
    GROUP(Realm.DIRECTORY, "group"),
    /** In a way that is no value. */
    CONTENT(Realm.FILE, "content"),
    /** In bytes, of a content of which nothing else may be said. */
    SIZE(Realm.FILE, "size"),
    /** The URL in a kubeconfig. */
    SERVER(Realm.FILE, "server"),
    /** Whom a kubeconfig trusts. */
    AUTHORITY(Realm.FILE, "authority"),
    /** How many certificates stand in a file, and which. */
    CHAIN(Realm.FILE, "chain"),
    /** The public key; its values are the SHA-256 of the SubjectPublicKeyInfo. */
    KEY(Realm.CERTIFICATE, "key"),
    ISSUER(Realm.CERTIFICATE, "issuer"),
    SUBJECT(Realm.CERTIFICATE, "subject"),
    /** Subject alternative names, all in one text with commas. */
    NAMES(Realm.CERTIFICATE, "names"),
    USAGES(Realm.CERTIFICATE, "usages"),
    CONSTRAINTS(Realm.CERTIFICATE, "basicConstraints"),
    KEY_IDENTIFIERS(Realm.CERTIFICATE, "keyIdentifiers"),
    SIGNATURE(Realm.CERTIFICATE, "signature"),
    BEGIN(Realm.CERTIFICATE, "begin"),
    EXPIRY(Realm.CERTIFICATE, "expiry"),
    SERIAL(Realm.CERTIFICATE, "serial");

    private final Realm realm;
    private final String word;

    Attribute(Realm realm, String word) {
      this.realm = realm;
      this.word = word;
    }

    /** For programs. */
    public String word() {
      return word;
    }

    /** Before what people are told: {@code mode }, {@code key identifiers: }. */
    private String label() {
      return word.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT)
          + (realm == Realm.DIRECTORY ? " " : ": ");
    }
  }

  /** What says it. */
  private enum Realm {
    /** The directory that a thing lies in, which knows no content. */
    DIRECTORY,
    /** A file. */
    FILE,
    /** A certificate, of itself. */
    CERTIFICATE
  }

  /** Between two values that people read as they are. */
  public static Difference of(Attribute attribute, String from, String to) {
    return of(attribute, from + " → " + to, from, to);
  }

  /**
   * Between two values that people are told otherwise.
   *
   * @param words follow the name of the attribute: {@code + 10.0.0.9}
   */
  public static Difference of(Attribute attribute, String words, String from, String to) {
    return new Difference(attribute, attribute.label() + words, Optional.of(from), Optional.of(to));
  }

  /** One of which there are no values. */
  public static Difference of(Attribute attribute, String words) {
    return new Difference(attribute, attribute.label() + words, Optional.empty(), Optional.empty());
  }

  /** One of a content, in words. */
  public static Difference content(String words) {
    return new Difference(Attribute.CONTENT, words, Optional.empty(), Optional.empty());
  }

  /** A content that is another one, and why that matters or does not. */
  public static Difference contentFor(String cause) {
    return content(CONTENT.text + ": " + cause);
  }

  /** Whether it is one of what a file holds, and not of what its directory says of it. */
  public boolean ofContent() {
    return attribute.realm != Realm.DIRECTORY;
  }

  /**
   * Several of one thing, for people. Of a certificate that differs otherwise it is said that its
   * key is the same: whoever reads of a new certificate asks that first.
   */
  public static String words(List<Difference> differences) {
    boolean certificate =
        differences.stream().anyMatch(one -> one.attribute.realm == Realm.CERTIFICATE);
    boolean key = differences.stream().anyMatch(one -> one.attribute == Attribute.KEY);
    String content = joined(differences.stream().filter(Difference::ofContent));
    String rest = joined(differences.stream().filter(one -> !one.ofContent()));
    return content
        + (certificate && !key ? ", same key" : "")
        + (content.isEmpty() || rest.isEmpty() ? "" : "; ")
        + rest;
  }

  private static String joined(Stream<Difference> differences) {
    return differences.map(Difference::text).collect(Collectors.joining("; "));
  }
}
