package dev.kprov.state;

import java.time.Instant;

/**
 * What a host says of itself.
 *
 * @param user name of the user as whom kprov works there
 * @param uid numeric id of that user
 * @param group name of the user's primary group
 * @param home absolute path of the SSH user's passwd home
 * @param hostname as {@code uname -n} prints it
 * @param machine as {@code uname -m} prints it
 * @param clock the host's time when it was asked, in whole seconds
 */
public record HostFacts(
    String user,
    long uid,
    String group,
    String home,
    String hostname,
    String machine,
    Instant clock) {}
