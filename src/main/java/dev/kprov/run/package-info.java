/** The straight line of a run: observe, plan, issue, apply and verify, over many hosts at once. */
@NullMarked
package dev.kprov.run;

import org.jspecify.annotations.NullMarked;
