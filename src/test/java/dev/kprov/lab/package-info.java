/**
 * The lab of {@code scripts/lab} in the hands of tests: seven real OpenSSH servers on loopback that
 * can be damaged, unplugged and made fresh again.
 */
@NullMarked
package dev.kprov.lab;

import org.jspecify.annotations.NullMarked;
