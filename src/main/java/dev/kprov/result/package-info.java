/**
 * What became of a run, as data: events while it goes, the outcome of each change, the report, and
 * the view to which they are told.
 */
@NullMarked
package dev.kprov.result;

import org.jspecify.annotations.NullMarked;
