/**
 * The commands, the exit codes and the wiring by hand. The only room that touches the clock, the
 * environment, the standard streams and the process.
 */
@NullMarked
package dev.kprov.cli;

import org.jspecify.annotations.NullMarked;
