package dev.kprov.inventory;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Hosts of which tests need no more than that there are some. */
public final class SomeHost {

  /** Of the block for documentation (RFC 5737): nobody answers there. */
  private static final String ADDRESS = "192.0.2.1";

  private SomeHost() {}

  /** One that is called so, with one role. */
  public static Host called(String name, String role) {
    return new Host(name, name, List.of(new Role(role)), ADDRESS, Optional.empty(), ssh(ADDRESS));
  }

  /** How somebody logs in there who has nothing special. */
  public static SshSettings ssh(String address) {
    return new SshSettings(
        address,
        22,
        "ubuntu",
        Optional.empty(),
        Path.of("known_hosts"),
        Optional.empty(),
        Become.NONE);
  }
}
