package dev.kprov.state;

import dev.kprov.base.Sha256;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of the operator's machine that is put on hosts as it is.
 *
 * @param name as the playbook writes it: {@code bin/arm64/etcd}
 * @param path where it lies
 * @param hash that the playbook says it has
 * @param size in bytes; empty where nobody has looked at it, since nothing is to be written
 * @param secret whether it holds private keys, as far as it was looked at
 */
public record LocalFile(String name, Path path, Sha256 hash, Optional<Long> size, boolean secret) {}
