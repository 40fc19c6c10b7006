package dev.kprov.ssh;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What there is on the operator's side of a connection.
 *
 * @param home the operator's home, where OpenSSH keeps its default keys
 * @param agent the socket of the ssh-agent, where one is named
 * @param passphrases asks for the passphrase of a private key
 * @param questions answers what servers ask where a key is not enough
 * @param trustCommand the command that gathers the host keys of this inventory, for hints
 * @param clock the time, by which host certificates are judged
 */
public record Workstation(
    Path home,
    Optional<Path> agent,
    PassphraseSource passphrases,
    LoginQuestions questions,
    String trustCommand,
    InstantSource clock) {}
