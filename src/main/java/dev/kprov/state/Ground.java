package dev.kprov.state;

import dev.kprov.base.ByteSize;
import dev.kprov.base.RemotePath;
import java.util.Optional;

/**
 * What a path of a host stands on, or would if it were made.
 *
 * @param nearest the absolute path of the directory that is there: the path itself or the nearest
 *     above it, as far as the user at work can see
 * @param writable whether the user at work can make entries in that directory
 * @param filesystem what is left there; empty where the host cannot tell
 */
public record Ground(RemotePath nearest, boolean writable, Optional<Filesystem> filesystem) {

  /**
   * A filesystem, as statvfs(3) tells of it. It does not tell of quotas.
   *
   * @param id tells it from others of the host
   * @param block how many bytes are given out at a time
   * @param free how many blocks root can still have
   * @param available how many of them others can have
   * @param inodes how many more files there can be; empty where nothing limits them
   */
  public record Filesystem(
      String id, long block, long free, long available, Optional<Long> inodes) {

    /** How much some blocks are. */
    public ByteSize bytes(long blocks) {
      return new ByteSize(
          blocks > Long.MAX_VALUE / block ? Long.MAX_VALUE : Math.max(0, blocks * block));
    }
  }
}
