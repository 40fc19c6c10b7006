/**
 * The vocabulary that every other room speaks: problems with their places, secrets that cannot be
 * printed, hashes, remote paths and file modes. It knows nothing of clusters.
 */
@NullMarked
package dev.kprov.base;

import org.jspecify.annotations.NullMarked;
