package dev.kprov.plan;

/**
 * The count of files on a host, as the guides count them.
 *
 * @param wanted how many files the playbook puts there
 * @param found how many files match the patterns that the pushes own
 * @param strangers how many of those nobody wants there, symlinks among them
 */
public record Tally(int wanted, int found, long strangers) {}
