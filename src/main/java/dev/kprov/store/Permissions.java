package dev.kprov.store;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Who may do what with the files and folders of a store. */
public final class Permissions {

  static final Set<PosixFilePermission> PRIVATE_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  static final Set<PosixFilePermission> PUBLIC_FOLDER =
      PosixFilePermissions.fromString("rwxr-xr-x");
  static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");
  static final Set<PosixFilePermission> PUBLIC_FILE = PosixFilePermissions.fromString("rw-r--r--");

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private Permissions() {}

  static FileAttribute<?> at(Set<PosixFilePermission> permissions) {
    return PosixFilePermissions.asFileAttribute(permissions);
  }

  /** Says that others than the owner may read, write or enter. */
  static Problem note(Path path, String command) {
    return Problem.of(
        path + " is open to other users",
        command + " it; a run that writes to the store does so too");
  }

  /** Takes from others what they may do. */
  static void tighten(Path path) throws RunFailure {
    try {
      if (open(path)) {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        permissions.retainAll(OWNERS);
        Files.setPosixFilePermissions(path, permissions);
      }
    } catch (IOException e) {
      throw LocalIo.failure("change the mode of", path, e);
    }
  }

  /** Whether others than the owner may read, write or enter; false where that cannot be known. */
  public static boolean open(Path path) {
    try {
      return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
          && !OWNERS.containsAll(Files.getPosixFilePermissions(path));
    } catch (IOException | UnsupportedOperationException _) {
      return false; // not to be known here; reading or writing it will tell
    }
  }
}
