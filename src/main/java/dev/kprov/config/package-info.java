/**
 * From the trees of an inventory file and a playbook file to their types, with every problem of
 * both told at once.
 */
@NullMarked
package dev.kprov.config;

import org.jspecify.annotations.NullMarked;
