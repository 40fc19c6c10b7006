/**
 * What is wanted on a host and what is seen there, in the same terms: resources, facts and content.
 * Everything that compares the two lives higher up.
 */
@NullMarked
package dev.kprov.state;

import org.jspecify.annotations.NullMarked;
