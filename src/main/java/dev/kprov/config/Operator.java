package dev.kprov.config;

import java.nio.file.Path;

/**
 * The person who runs kprov, as far as files may lean on it.
 *
 * @param home the home directory, for {@code ~} in paths
 * @param user the login name, which is also the SSH user where the inventory names none
 */
public record Operator(Path home, String user) {}
