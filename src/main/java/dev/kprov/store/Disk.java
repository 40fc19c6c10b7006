package dev.kprov.store;

import dev.kprov.base.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.Set;

/**
 * Files that survive a crash: a file is written aside, brought to the disk and renamed into its
 * place, so that at any moment the old one or the new one is there, whole.
 */
final class Disk {

  private static final String PREFIX = ".kprov-";
  private static final String SUFFIX = ".tmp";

  private Disk() {}

  /**
   * Writes a file aside, in the folder where it belongs; from the first byte only the owner reads
   * it.
   */
  static Path writeAside(Path target, Secret content, Set<PosixFilePermission> permissions)
      throws IOException {
    Path aside =
        Files.createTempFile(
            folderOf(target), PREFIX, SUFFIX, Permissions.at(Permissions.PRIVATE_FILE));
    try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
      // Wrapped read-only and not copied: the secret stays in the one place that it has.
      writeAll(channel, content.use(bytes -> ByteBuffer.wrap(bytes).asReadOnlyBuffer()));
      Files.setPosixFilePermissions(aside, permissions);
      return aside;
    } catch (IOException e) {
      Files.deleteIfExists(aside);
      throw e;
    }
  }

  /** Puts one file in its place, and on the disk: the old one or the new one is there, whole. */
  static void replace(Path file, Secret content, Set<PosixFilePermission> permissions)
      throws IOException {
    Path aside = writeAside(file, content, permissions);
    try {
      moveIntoPlace(aside, file);
    } catch (IOException e) {
      Files.deleteIfExists(aside);
      throw e;
    }
    syncFolder(folderOf(file));
  }

  static void moveIntoPlace(Path aside, Path file) throws IOException {
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static Path folderOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder");
  }

  /** Whether a file is one that a run wrote aside and never moved. */
  static boolean isAside(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }

  /** Writes and returns when the content is on the disk. */
  static void writeAll(FileChannel channel, ByteBuffer content) throws IOException {
    while (content.hasRemaining()) {
      channel.write(content);
    }
    channel.force(true);
  }

  /** Returns when the names in a folder are on the disk. */
  static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Makes a folder and those above it, for the owner only; each is on the disk afterwards. */
  static void makeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path above = folder.toAbsolutePath().getParent();
    if (above != null) {
      makeFolder(above);
      Files.createDirectory(folder, Permissions.at(Permissions.PRIVATE_FOLDER));
      syncFolder(above);
    }
  }
}
