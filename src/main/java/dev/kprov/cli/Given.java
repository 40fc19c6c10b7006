package dev.kprov.cli;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;

/**
 * Something that may be given to a command, and what is given. picocli is told of it in so many
 * words: to read them from annotations took a tenth of a short run (decision 0094).
 */
abstract class Given<T> {

  private @Nullable T value;

  /**
   * @param initial what it is where nothing is given
   */
  Given(@Nullable T initial) {
    this.value = initial;
  }

  /** For picocli. */
  abstract ArgSpec built();

  /** Adds it to a command. */
  final Given<T> in(CommandSpec command) {
    command.add(built());
    return this;
  }

  /** What is given, where the command line is not good without it or there is a default. */
  final T get() {
    return Objects.requireNonNull(value);
  }

  /** What is given, if anything is. */
  final Optional<T> maybe() {
    return Optional.ofNullable(value);
  }

  /** Whether anything is; always true of a flag and of what has a default. */
  final boolean isGiven() {
    return value != null;
  }

  /** Gives something in the operator's stead. */
  final void replace(Optional<T> other) {
    value = other.orElse(null);
  }

  /** By which picocli reads and writes the value, whose type it was told. */
  final class Binding implements IGetter, ISetter {

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <V> @Nullable V get() {
      return (V) value;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <V> @Nullable V set(@Nullable V other) {
      V before = (V) value;
      value = (T) other;
      return before;
    }
  }
}
