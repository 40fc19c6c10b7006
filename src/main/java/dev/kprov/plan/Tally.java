package dev.kprov.plan;

/**
 * The count of files on a host, as the guides count them.
 *
 * @param wanted how many files the playbook puts there
 * @param found how many files match the patterns that the pushes own
 */
public record Tally(int wanted, int found) {}
