package dev.kprov.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kprov.judge.Judge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few pages in memory; only root can mount one. */
final class SmallDisk implements AutoCloseable {

  private static final int PAGE = 4096;
  private static final int PLENTY = 1024;

  private final Path mount;

  private SmallDisk(Path mount) {
    this.mount = mount;
  }

  /** A disk with plenty of room; skips the calling test where nothing can be mounted. */
  static SmallDisk at(Path mount) {
    String size = "size=" + PLENTY * PAGE;
    boolean mounted = Judge.of("mount").run("-t", "tmpfs", "-o", size, "tmpfs", mount).exit() == 0;
    assumeTrue(mounted, "only root can mount a small disk");
    return new SmallDisk(mount);
  }

  Path path() {
    return mount;
  }

  /** How many pages are used. */
  int used() {
    try {
      FileStore disk = Files.getFileStore(mount);
      return Math.toIntExact((disk.getTotalSpace() - disk.getUnallocatedSpace()) / PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on it has room for so many pages more; at least one page must be used. */
  void leave(int pages) {
    remount("size=" + (used() + pages) * PAGE);
  }

  void leavePlenty() {
    leave(PLENTY);
  }

  void mayBeWritten(boolean may) {
    remount(may ? "rw" : "ro");
  }

  private void remount(String option) {
    Judge.of("mount").run("-o", "remount," + option, mount).accepted();
  }

  @Override
  public void close() {
    Judge.of("umount").run(mount);
  }
}
