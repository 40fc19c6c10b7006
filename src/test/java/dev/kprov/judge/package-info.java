/** Independent programs that tests ask for their opinion of what kprov made. */
@NullMarked
package dev.kprov.judge;

import org.jspecify.annotations.NullMarked;
