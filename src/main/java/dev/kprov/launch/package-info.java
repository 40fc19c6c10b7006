/**
 * What the launcher runs once after a build, and no operator: it readies the program for the JVM's
 * ahead-of-time cache, by which a start takes half the time (decision 0069). Nothing here takes
 * part in a run.
 */
@NullMarked
package dev.kprov.launch;

import org.jspecify.annotations.NullMarked;
