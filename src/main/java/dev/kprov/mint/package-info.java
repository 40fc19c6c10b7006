/**
 * Makes and reads keys and certificates, and builds and checks chains. The only room that uses
 * Bouncy Castle and the native library.
 */
@NullMarked
package dev.kprov.mint;

import org.jspecify.annotations.NullMarked;
