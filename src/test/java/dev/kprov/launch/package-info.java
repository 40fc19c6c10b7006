/** What the launcher makes of a build. */
@NullMarked
package dev.kprov.launch;

import org.jspecify.annotations.NullMarked;
