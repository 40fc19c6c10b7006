package dev.kprov.pki;

import java.util.Optional;

/**
 * What a person should know of an item when it is made.
 *
 * @param text what is the matter with it
 * @param hint what to do about it, if there is something
 */
public record Note(String text, Optional<String> hint) {}
