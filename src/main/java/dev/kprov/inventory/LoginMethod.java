package dev.kprov.inventory;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How the operator proves to a host who he is (RFC 4252, RFC 4256), in OpenSSH's order. */
public enum LoginMethod {
  PUBLIC_KEY("publickey"),
  KEYBOARD_INTERACTIVE("keyboard-interactive"),
  PASSWORD("password");

  /** Those that are tried where nobody says anything. */
  public static final List<LoginMethod> USUAL = List.of(values());

  private final String word;

  LoginMethod(String word) {
    this.word = word;
  }

  /** Its name in the protocol. */
  public String word() {
    return word;
  }

  /** Whether a person types something for it. */
  public boolean isTyped() {
    return this != PUBLIC_KEY;
  }

  /** The one of this name; others there are, but not here. */
  public static Optional<LoginMethod> named(String word) {
    return Arrays.stream(values()).filter(method -> method.word.equals(word)).findFirst();
  }
}
