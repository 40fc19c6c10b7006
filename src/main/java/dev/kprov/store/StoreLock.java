package dev.kprov.store;

import dev.kprov.base.RunFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The lock of a store: a lock of the operating system on the file {@code lock}, which a dying
 * process cannot leave behind. The file stays, and names the holder while there is one.
 */
final class StoreLock implements AutoCloseable {

  static final String NAME = "lock";

  private static final int MOST_BYTES = 1000;

  private static final Set<StandardOpenOption> READ_AND_WRITE =
      EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

  private final FileChannel channel;

  private StoreLock(FileChannel channel) {
    this.channel = channel;
  }

  static StoreLock take(Path folder, Holder holder) throws RunFailure {
    Path file = folder.resolve(NAME);
    try {
      FileChannel channel =
          FileChannel.open(file, READ_AND_WRITE, Permissions.at(Permissions.PRIVATE_FILE));
      try {
        return take(channel, folder, holder);
      } catch (IOException | RunFailure e) {
        channel.close(); // and with it the lock, which else would outlive a full disk
        throw e;
      }
    } catch (IOException e) {
      throw LocalIo.failure("lock", file, e);
    }
  }

  private static StoreLock take(FileChannel channel, Path folder, Holder holder)
      throws IOException, RunFailure {
    if (lock(channel).isEmpty()) {
      throw taken(folder, holderOf(channel));
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap((holder + "\n").getBytes(StandardCharsets.UTF_8)), 0);
    return new StoreLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.truncate(0);
    channel.close();
  }

  private static Optional<FileLock> lock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException _) {
      return Optional.empty(); // another run in this very process
    }
  }

  private static String holderOf(FileChannel channel) throws IOException {
    byte[] text = Channels.newInputStream(channel).readNBytes(MOST_BYTES);
    return new String(text, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "");
  }

  private static RunFailure taken(Path folder, String holder) {
    return new RunFailure(
        RunFailure.Kind.LOCKED,
        "another run holds the store " + folder + (holder.isEmpty() ? "" : ": " + holder),
        "wait for it to end, or let this run wait with --lock-timeout");
  }
}
