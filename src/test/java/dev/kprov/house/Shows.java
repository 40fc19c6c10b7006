package dev.kprov.house;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * With what kprov works, as a test shows it: rows of a table of {@code docs/compatibility.md}. The
 * test fails when the page does not have them, and {@code scripts/compatibility} puts them there.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ExtendWith(ShownRows.class)
public @interface Shows {

  /** The name of the table, as the comment above it says. */
  String table();

  /**
   * The rows, each without its last cell, which names the test. What a test only finds out by
   * looking at its hosts it tells the {@link Shown} that it may have as a parameter.
   */
  String[] value() default {};
}
