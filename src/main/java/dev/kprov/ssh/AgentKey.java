package dev.kprov.ssh;

/**
 * A key that the ssh-agent holds.
 *
 * @param key its public half, or a certificate of it
 * @param comment what the operator calls it, fit to be shown
 */
record AgentKey(HostKey key, String comment) {}
