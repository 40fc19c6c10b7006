package dev.kprov.inventory;

import java.util.Locale;

/** As whom kprov works on a host after it has logged in. */
public enum Become {
  /** As the SSH user. */
  NONE,
  /** As root, through sudo. */
  SUDO,
  /** As root, through doas. */
  DOAS;

  /** In an inventory: {@code sudo}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
