package dev.kprov.base;

/**
 * The path of a file in the store, relative to it, with slashes: {@code ca.pem}, {@code
 * hosts/cp1/kubelet.crt}. It also identifies that file's content wherever the content goes.
 *
 * @param text relative, normalised, without {@code ..}
 */
public record StorePath(String text) implements Comparable<StorePath> {

  public StorePath {
    if (text.isEmpty() || RemotePath.faultOf("/" + text).isPresent()) {
      throw new IllegalArgumentException("not a path within the store: " + text);
    }
  }

  @Override
  public int compareTo(StorePath other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
