/** The inventory as data: the cluster, its hosts and how SSH reaches them. */
@NullMarked
package dev.kprov.inventory;

import org.jspecify.annotations.NullMarked;
