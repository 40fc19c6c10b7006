/**
 * Connections to hosts: host keys, authentication, jumps and deadlines. The only room that uses
 * sshj.
 */
@NullMarked
package dev.kprov.ssh;

import org.jspecify.annotations.NullMarked;
