/**
 * The rules of the house, held by tests: who may see whom, how large things may grow, and that the
 * page on compatibility says what tests have shown.
 */
@NullMarked
package dev.kprov.house;

import org.jspecify.annotations.NullMarked;
