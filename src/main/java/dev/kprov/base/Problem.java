package dev.kprov.base;

import java.util.Optional;

/**
 * One thing that is wrong and that a person can mend.
 *
 * @param place where it stands, if it stands in a file
 * @param message what is wrong: lower case, no full stop
 * @param hint what to do about it, if there is something
 */
public record Problem(Optional<Place> place, String message, Optional<String> hint) {

  public static Problem of(String message) {
    return new Problem(Optional.empty(), message, Optional.empty());
  }

  public static Problem of(String message, String hint) {
    return new Problem(Optional.empty(), message, Optional.of(hint));
  }

  public static Problem at(Place place, String message) {
    return new Problem(Optional.of(place), message, Optional.empty());
  }

  public static Problem at(Place place, String message, String hint) {
    return new Problem(Optional.of(place), message, Optional.of(hint));
  }

  @Override
  public String toString() {
    return place.map(p -> p + ": " + message).orElse(message);
  }
}
