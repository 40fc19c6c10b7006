package dev.kprov.state;

import java.time.Instant;
import java.util.Map;

/**
 * What a host says of itself.
 *
 * @param user name of the user as whom kprov works there
 * @param uid numeric id of that user
 * @param groups names of primary groups by user, as far as they are known: of the user at work and
 *     of the SSH user
 * @param home absolute path of the SSH user's passwd home
 * @param hostname as {@code uname -n} prints it
 * @param machine as {@code uname -m} prints it
 * @param clock the host's time when it was asked, in whole seconds
 */
public record HostFacts(
    String user,
    long uid,
    Map<String, String> groups,
    String home,
    String hostname,
    String machine,
    Instant clock) {

  public HostFacts {
    groups = Map.copyOf(groups);
  }
}
