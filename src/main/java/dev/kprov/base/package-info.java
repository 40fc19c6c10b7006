/**
 * Words that every room uses: places and problems, secrets, hashes, paths and modes. Pure data, no
 * I/O.
 */
@NullMarked
package dev.kprov.base;

import org.jspecify.annotations.NullMarked;
