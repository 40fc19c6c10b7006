package dev.kprov.mint;

import java.util.Optional;
import java.util.function.Function;

/**
 * What came of reading material that somebody else may have written: bad bytes are a value, never
 * an exception.
 *
 * @param <T> what was to be read
 */
public sealed interface Reading<T> {

  /** The material could be read. */
  record Good<T>(T value) implements Reading<T> {}

  /**
   * It could not.
   *
   * @param cause follows the name of the file: {@code is no certificate}; never has private
   *     material
   */
  record Bad<T>(String cause) implements Reading<T> {}

  /** The value, where there is one. */
  default Optional<T> toOptional() {
    return switch (this) {
      case Good<T>(T value) -> Optional.of(value);
      case Bad<T> _ -> Optional.empty();
    };
  }

  /** Why there is none; empty where there is one. */
  default Optional<String> fault() {
    return switch (this) {
      case Good<T> _ -> Optional.empty();
      case Bad<T>(String cause) -> Optional.of(cause);
    };
  }

  /** The same with another value; a bad reading stays what it is. */
  default <R> Reading<R> then(Function<T, Reading<R>> next) {
    return switch (this) {
      case Good<T>(T value) -> next.apply(value);
      case Bad<T>(String cause) -> new Bad<>(cause);
    };
  }
}
