package dev.kprov.result;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What is to be told of a command beside what it found.
 *
 * @param version of kprov
 * @param command {@code plan}, also where it was {@code up --dry-run}; empty where none was
 *     understood
 * @param inventory the file as the operator named it
 * @param cluster its name, once it was read
 * @param store the store's folder, absolute, once it was known
 * @param started when the command was given
 * @param finished when it had ended
 * @param status how it ended, in a word: {@code good}, {@code pending}, {@code bad-file}
 * @param exitCode the same as the process tells it
 */
public record Circumstances(
    String version,
    Optional<String> command,
    Optional<Path> inventory,
    Optional<String> cluster,
    Optional<Path> store,
    Instant started,
    Instant finished,
    String status,
    int exitCode) {}
