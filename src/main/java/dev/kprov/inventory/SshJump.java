package dev.kprov.inventory;

/**
 * A host by way of which another one is reached.
 *
 * @param asked how it is called
 * @param answer what the SSH configuration says of it
 */
public record SshJump(SshQuery asked, SshAnswer answer) {}
