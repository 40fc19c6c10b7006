package dev.kprov.plan;

import java.util.Optional;

/**
 * What is worth telling and is not applied: a stranger, an expiry ahead.
 *
 * @param severity how much it matters
 * @param subject what it is about: a full remote path, or an item
 * @param message what is the matter
 * @param hint what to do about it, if there is something
 */
public record Finding(Severity severity, String subject, String message, Optional<String> hint) {

  public static Finding error(String subject, String message, String hint) {
    return new Finding(Severity.ERROR, subject, message, Optional.of(hint));
  }

  public static Finding warning(String subject, String message, String hint) {
    return new Finding(Severity.WARNING, subject, message, Optional.of(hint));
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
