/**
 * What {@code scripts/bench} runs: kprov and the other ways to the same files, on the same hosts in
 * the same hour, and the tables and pictures of what they took.
 */
@NullMarked
package dev.kprov.bench;

import org.jspecify.annotations.NullMarked;
