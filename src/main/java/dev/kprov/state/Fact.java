package dev.kprov.state;

import dev.kprov.base.Sha256;
import java.util.Optional;

/** What was seen at one path of a host. */
public sealed interface Fact {

  /** Nothing is there. */
  record Missing() implements Fact {}

  /**
   * A regular file.
   *
   * @param stat its metadata
   * @param hash of its content; empty where the SSH user may not read it
   * @param excerpt the public part of its text that was read back: the certificates of a
   *     certificate file, the keys of a public key file, the certificate and server lines of a
   *     kubeconfig; else empty
   */
  record RegularFile(Stat stat, Optional<Sha256> hash, String excerpt) implements Fact {}

  /**
   * A directory.
   *
   * @param stat its metadata
   * @param empty whether it has no entries, as far as can be seen
   * @param writable whether entries can be made, renamed and removed in it
   * @param mountPoint whether another filesystem begins here
   */
  record Directory(Stat stat, boolean empty, boolean writable, boolean mountPoint)
      implements Fact {}

  /** A symbolic link, wherever it points. */
  record Symlink(Stat stat) implements Fact {}

  /** A device, a pipe, a socket. */
  record Special(Stat stat) implements Fact {}

  /** What is there cannot be known: a directory on the way may not be searched. */
  record Unreadable() implements Fact {}
}
