package dev.kprov.lint;

/**
 * One place where a rule is broken.
 *
 * @param subject an item or a file
 * @param message what is the matter with it
 */
record Spot(String subject, String message) {}
