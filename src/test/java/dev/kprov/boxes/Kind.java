package dev.kprov.boxes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kprov.lab.Ran;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What whole hosts there are. {@code scripts/boxes.d} has what they are made of. */
public enum Kind {
  /** systemd, OpenSSH, sudo, coreutils, dash. */
  DEBIAN_12("debian12", "Debian 12", true),
  /** The same, but {@code sudo} is sudo-rs. */
  DEBIAN_13("debian13", "Debian 13", true),
  /** No init, dropbear, no sudo, busybox for everything. */
  BUSYBOX("busybox", "busybox", false),
  /** Debian 12 on another processor, emulated where this machine's is not of that kind. */
  ARM64("arm64", "Debian 12", true);

  private final String image;
  private final String title;
  private final boolean debian;

  Kind(String image, String title, boolean debian) {
    this.image = image;
    this.title = title;
    this.debian = debian;
  }

  /** What people call such a host. */
  public String title() {
    return title;
  }

  /** Its first process, or none that deserves the name. */
  public String init() {
    return debian ? "systemd" : "none";
  }

  /** Whether {@code ubuntu} can become root. */
  public boolean hasSudo() {
    return debian;
  }

  boolean hasSystemd() {
    return debian;
  }

  /** The architecture, in the inventory's word. */
  public String arch() {
    return this == ARM64 || System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
  }

  /**
   * The name of its image. Where it cannot be used, the calling test is skipped; it fails where
   * {@code scripts/test} has made the images and asks for them.
   */
  String image() {
    Ran ran =
        Ran.of(Map.of(), List.of(Path.of("scripts/boxes").toAbsolutePath() + "", "image", image));
    if (ran.exit() != 0 && Boolean.getBoolean("kprov.test.boxes")) {
      throw new AssertionError(ran.output());
    }
    assumeTrue(ran.exit() == 0, ran.output());
    return ran.output();
  }
}
