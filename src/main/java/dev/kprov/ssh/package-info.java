/**
 * Connections to hosts: host keys, authentication, jumps and deadlines. The only room that uses
 * sshj; decision 0053 lists what sshj is not trusted with, and the test for each.
 */
@NullMarked
package dev.kprov.ssh;

import org.jspecify.annotations.NullMarked;
