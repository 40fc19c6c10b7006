package dev.kprov.inventory;

/** As whom kprov works on a host after it has logged in. */
public enum Become {
  /** As the SSH user. */
  NONE,
  /** As root, through sudo. */
  SUDO,
  /** As root, through doas. */
  DOAS
}
