package dev.kprov.state;

import java.util.Optional;

/**
 * What a host runs.
 *
 * @param id {@code ID} of os-release(5): {@code debian}; empty where the host has no such file
 * @param version {@code VERSION_ID} of it: {@code 12}; rolling releases have none
 * @param kernel as {@code uname -r} prints it
 */
public record OperatingSystem(Optional<String> id, Optional<String> version, String kernel) {

  /** For people: {@code debian 12}. */
  @Override
  public String toString() {
    return id.orElse("unknown") + version.map(number -> " " + number).orElse("");
  }
}
