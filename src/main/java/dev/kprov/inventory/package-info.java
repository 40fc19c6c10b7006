/**
 * The operator's hosts as data: the cluster, its hosts and their roles, how SSH reaches them, and
 * the selectors that pick some of them.
 */
@NullMarked
package dev.kprov.inventory;

import org.jspecify.annotations.NullMarked;
