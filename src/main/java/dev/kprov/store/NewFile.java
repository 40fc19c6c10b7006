package dev.kprov.store;

import dev.kprov.base.Secret;
import dev.kprov.base.StorePath;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** A file to be written to the store. */
public final class NewFile {

  private final StorePath path;
  private final Secret content;
  private final Set<PosixFilePermission> permissions;

  private NewFile(StorePath path, Secret content, Set<PosixFilePermission> permissions) {
    this.path = path;
    this.content = content;
    this.permissions = permissions;
  }

  /** A file that only the owner may read, mode 0600. */
  public static NewFile secret(StorePath path, Secret content) {
    return new NewFile(path, content, Permissions.PRIVATE_FILE);
  }

  /** A file that holds no secret, mode 0644. */
  public static NewFile open(StorePath path, byte[] content) {
    return new NewFile(path, Secret.of(content), Permissions.PUBLIC_FILE);
  }

  StorePath path() {
    return path;
  }

  Secret content() {
    return content;
  }

  Set<PosixFilePermission> permissions() {
    return permissions;
  }
}
