/**
 * What is said to a host and what it answers: the remote script, its text protocol, and the
 * interfaces behind which a connection lives. No socket is opened here.
 */
@NullMarked
package dev.kprov.wire;

import org.jspecify.annotations.NullMarked;
