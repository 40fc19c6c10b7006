/**
 * JSON and YAML as trees whose every node knows its place in the file, and the templates in their
 * strings. The only room that uses Jackson.
 */
@NullMarked
package dev.kprov.text;

import org.jspecify.annotations.NullMarked;
