package dev.kprov.base;

import java.util.Optional;

/**
 * A path on a host: absolute ({@code /etc/kubernetes/pki}), or below the passwd home of the SSH
 * user ({@code ~}, {@code ~/ca.pem}). It has no control characters, no empty, {@code .} or {@code
 * ..} component and no slash at its end, so that one file has one path.
 *
 * @param text the path as written
 */
public record RemotePath(String text) implements Comparable<RemotePath> {

  public RemotePath {
    faultOf(text)
        .ifPresent(fault -> {
          throw new IllegalArgumentException("remote path " + fault);
        });
  }

  /** Says why a text is no remote path; empty where it is one. */
  public static Optional<String> faultOf(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("has a control character");
    }
    if (text.equals("/") || text.equals("~")) {
      return Optional.empty();
    }
    if (!text.startsWith("/") && !text.startsWith("~/")) {
      return Optional.of("must begin with / or ~/");
    }
    for (String part : text.substring(text.indexOf('/') + 1).split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return Optional.of("must not have empty, . or .. components");
      }
    }
    return Optional.empty();
  }

  /** The last component: {@code ca.pem} of {@code ~/ca.pem}. */
  public String name() {
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /** The directory that holds this path; {@code /} and {@code ~} are their own parents. */
  public RemotePath parent() {
    int slash = text.lastIndexOf('/');
    if (slash < 0) {
      return this;
    }
    return new RemotePath(slash == 0 ? "/" : text.substring(0, slash));
  }

  public RemotePath child(String name) {
    return new RemotePath(text.equals("/") ? "/" + name : text + "/" + name);
  }

  /** The same path with {@code ~} replaced by the absolute path of the home directory. */
  public RemotePath resolve(String home) {
    if (!text.startsWith("~")) {
      return this;
    }
    return new RemotePath(
        home.equals("/") && text.length() > 1 ? text.substring(1) : home + text.substring(1));
  }

  @Override
  public int compareTo(RemotePath other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
