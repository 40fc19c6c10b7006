package dev.kprov.inventory;

import dev.kprov.base.Place;
import java.util.Optional;

/**
 * Where a setting for reaching a host comes from.
 *
 * @param setting as it is called there
 * @param value as it counts, in words
 * @param place in the SSH configuration, where that is known
 */
public record SshSource(String setting, String value, From from, Optional<Place> place) {

  /** Who says something of how a host is reached, the first one that counts on top. */
  public enum From {
    INVENTORY("the inventory"),
    CONFIGURATION("the SSH configuration"),
    DEFAULT("default");

    private final String words;

    From(String words) {
      this.words = words;
    }
  }

  /** For people: {@code port 2222 (/home/me/.ssh/config:7)}. */
  @Override
  public String toString() {
    return setting
        + " "
        + value
        + " ("
        + place.map(at -> at.file() + ":" + at.line()).orElse(from.words)
        + ")";
  }
}
