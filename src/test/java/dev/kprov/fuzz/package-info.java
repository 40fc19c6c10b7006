/** Damages good texts, so that tests see what readers make of bad ones. */
@NullMarked
package dev.kprov.fuzz;

import org.jspecify.annotations.NullMarked;
