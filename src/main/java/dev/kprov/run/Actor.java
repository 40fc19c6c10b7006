package dev.kprov.run;

/**
 * Who runs kprov, for the lock and the journal.
 *
 * @param pid the process
 * @param user the operator's login name
 * @param machine where it runs
 * @param command what was asked: {@code kprov up inventory/kubenet.yaml}
 */
public record Actor(long pid, String user, String machine, String command) {}
