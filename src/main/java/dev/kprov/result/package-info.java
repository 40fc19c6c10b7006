/**
 * What became of a plan: outcomes, the report, the events on the way, and the interface of all
 * views.
 */
@NullMarked
package dev.kprov.result;

import org.jspecify.annotations.NullMarked;
