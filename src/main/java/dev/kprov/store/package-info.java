/**
 * The store folder on the operator's machine: atomic writes, the lock, the ledger of issuances and
 * the journal of runs.
 */
@NullMarked
package dev.kprov.store;

import org.jspecify.annotations.NullMarked;
