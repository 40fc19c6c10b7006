/**
 * What {@code scripts/bench --micro} runs: JMH on the parts of kprov that work grows with, apart
 * from network and disk. Its own classes are made by JMH's annotation processor when it is run, so
 * that no other build needs to.
 */
@NullMarked
package dev.kprov.bench.micro;

import org.jspecify.annotations.NullMarked;
