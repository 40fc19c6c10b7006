package dev.kprov.state;

import dev.kprov.base.RemotePath;

/**
 * A file that was found by an owned pattern.
 *
 * @param directory where it lies
 * @param name its name as the host gave it: any character but a slash, so escape it before showing
 * @param fact what it is
 * @param privateKey whether it holds a PEM private key or a kubeconfig's key data
 */
public record Match(RemotePath directory, String name, Fact fact, boolean privateKey) {}
