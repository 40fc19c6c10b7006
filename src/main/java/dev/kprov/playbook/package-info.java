/**
 * The playbook as data: its items and its ordered steps. A step states resources for a host; it
 * never acts.
 */
@NullMarked
package dev.kprov.playbook;

import org.jspecify.annotations.NullMarked;
