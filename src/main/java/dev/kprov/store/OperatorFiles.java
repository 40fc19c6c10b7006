package dev.kprov.store;

import dev.kprov.base.IoCause;
import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Files outside the store, at a place that the operator names: whole or not at all. */
public final class OperatorFiles {

  /** A plan for thousands of hosts is smaller. */
  private static final long MOST_BYTES = 64 << 20;

  private OperatorFiles() {}

  /**
   * Writes a file with mode 0600, in a folder that is made with mode 0700 where there is none. A
   * symlink stays, and what it leads to is written.
   */
  public static void write(Path file, Secret content) throws RunFailure {
    write(file, content, Permissions.PRIVATE_FILE);
  }

  /** The same with mode 0644, for what is no secret and others are to read. */
  public static void writeOpen(Path file, Secret content) throws RunFailure {
    write(file, content, Permissions.PUBLIC_FILE);
  }

  /**
   * Reads a file that somebody else may have written.
   *
   * @throws RunFailure of kind {@code BAD_FILE} where there is none, or none that a person wrote
   */
  public static String readText(Path file) throws RunFailure {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new RunFailure(RunFailure.Kind.BAD_FILE, file + " is larger than 64 MiB");
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new RunFailure(RunFailure.Kind.BAD_FILE, file + " is no text in UTF-8");
    } catch (IOException e) {
      throw new RunFailure(RunFailure.Kind.BAD_FILE, "cannot read " + file + ": " + IoCause.of(e));
    }
  }

  private static void write(Path file, Secret content, Set<PosixFilePermission> permissions)
      throws RunFailure {
    try {
      Path target = Files.exists(file) ? file.toRealPath() : file;
      Disk.makeFolder(Disk.folderOf(target));
      Disk.replace(target, content, permissions);
    } catch (IOException e) {
      throw new RunFailure(RunFailure.Kind.LOCAL_IO, "cannot write " + file + ": " + IoCause.of(e));
    }
  }

  /** What a program holds that is writing a kubeconfig. */
  public interface Lock extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Keeps kubectl from writing a kubeconfig, in its own way: while the file {@code NAME.lock} is
   * there, nobody else writes (client-go, {@code clientcmd/config.go}).
   */
  public static Lock lock(Path file) throws RunFailure {
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    try {
      Disk.makeFolder(Disk.folderOf(file));
      Files.createFile(lock);
      return () -> release(lock);
    } catch (FileAlreadyExistsException _) {
      throw new RunFailure(
          RunFailure.Kind.LOCKED,
          "another program is writing " + file,
          "if none is, one died: remove " + lock);
    } catch (IOException e) {
      throw new RunFailure(RunFailure.Kind.LOCAL_IO, "cannot write " + lock + ": " + IoCause.of(e));
    }
  }

  private static void release(Path lock) {
    try {
      Files.deleteIfExists(lock);
    } catch (IOException _) {
      // The next run says that the file is there.
    }
  }
}
