/** The planner: a pure function from wanted and observed to a plan without a single secret byte. */
@NullMarked
package dev.kprov.plan;

import org.jspecify.annotations.NullMarked;
