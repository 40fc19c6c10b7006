/**
 * What a layout gives away and what is wrong with keys, certificates and files, judged without a
 * look at any host. Every rule stands in {@link dev.kprov.lint.Rule}.
 */
@NullMarked
package dev.kprov.lint;

import org.jspecify.annotations.NullMarked;
