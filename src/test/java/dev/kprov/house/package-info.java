/** The rules of the house, held by tests: who may see whom, and how large things may grow. */
@NullMarked
package dev.kprov.house;

import org.jspecify.annotations.NullMarked;
