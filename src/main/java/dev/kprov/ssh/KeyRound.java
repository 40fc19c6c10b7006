package dev.kprov.ssh;

import java.util.ArrayList;
import java.util.List;

/**
 * Asks a server for one of its host keys after another. A server shows one key per connection, the
 * first of those it has in the order in which it is asked; when it shows a type again, it has no
 * others.
 */
final class KeyRound {

  private final List<String> left = new ArrayList<>(SshAlgorithms.HOST_KEYS);

  /** What to ask for first in the next connection. */
  List<String> preferred() {
    return List.copyOf(left);
  }

  /**
   * Takes note of a key that was shown.
   *
   * @return whether its type is new; otherwise the round is over
   */
  boolean isNew(HostKey shown) {
    return left.removeAll(shown.algorithms());
  }
}
