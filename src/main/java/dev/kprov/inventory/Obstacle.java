package dev.kprov.inventory;

import java.util.Optional;

/**
 * Why a host is not connected to.
 *
 * @param message as it follows the host's name
 * @param hint what to do
 */
public record Obstacle(String message, Optional<String> hint) {}
