package dev.kprov.state;

import dev.kprov.base.Mode;

/**
 * What {@code stat} says of a path, not following a symlink.
 *
 * @param rawMode type and permission bits as in {@code st_mode}
 * @param uid numeric owner
 * @param gid numeric group
 * @param owner name of the owner on the host, or {@code UNKNOWN}
 * @param group name of the group on the host, or {@code UNKNOWN}
 * @param size in bytes
 * @param mtime of the last change of content, in seconds since 1970
 * @param inode number within its filesystem
 */
public record Stat(
    int rawMode,
    long uid,
    long gid,
    String owner,
    String group,
    long size,
    long mtime,
    long inode) {

  public Mode mode() {
    return new Mode(rawMode & 07777);
  }
}
