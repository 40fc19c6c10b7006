package dev.kprov.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * What anybody who looks at the processes of this machine could read: their arguments and
 * environments, kprov's as well as those of the hosts of the lab, looked at again and again.
 */
final class Processes implements AutoCloseable {

  private final Set<ByteBuffer> known = new HashSet<>();
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
  private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::watch);

  private Processes() {}

  static Processes watched() {
    Processes processes = new Processes();
    processes.thread.start();
    return processes;
  }

  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
        all.forEach(this::look);
        Thread.sleep(20);
      } catch (IOException e) {
        throw new AssertionError(e);
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private void look(Path process) {
    for (String file : new String[] {"cmdline", "environ"}) {
      try {
        keep(Files.readAllBytes(process.resolve(file)));
      } catch (IOException _) {
        // it has ended, or belongs to somebody else
      }
    }
  }

  private synchronized void keep(byte[] text) {
    if (known.add(ByteBuffer.wrap(text))) {
      seen.writeBytes(text);
      seen.write('\n');
    }
  }

  synchronized byte[] seen() {
    return seen.toByteArray();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
