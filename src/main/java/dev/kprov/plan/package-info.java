/**
 * The pure function from what is wanted and what is seen to what has to change and why. It reads no
 * clock, file or network, so a plan of the same world is always the same plan.
 */
@NullMarked
package dev.kprov.plan;

import org.jspecify.annotations.NullMarked;
