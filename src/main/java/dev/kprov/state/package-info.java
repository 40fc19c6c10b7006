/** What is wanted on a host (resources) and what was seen there (facts). */
@NullMarked
package dev.kprov.state;

import org.jspecify.annotations.NullMarked;
