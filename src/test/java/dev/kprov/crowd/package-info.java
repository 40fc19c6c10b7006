/**
 * Hosts by the thousand, in memory: they speak to kprov as the scripts on real hosts do, so that
 * what a run costs on this side is seen without what servers cost.
 */
@NullMarked
package dev.kprov.crowd;

import org.jspecify.annotations.NullMarked;
