/**
 * What is said to a host: the text protocol of the remote script, probe and apply, over an abstract
 * connection.
 */
@NullMarked
package dev.kprov.wire;

import org.jspecify.annotations.NullMarked;
