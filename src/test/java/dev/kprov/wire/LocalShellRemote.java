package dev.kprov.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs commands as an SSH server does, through a login shell, but on this machine. */
final class LocalShellRemote implements Remote {
  private final Shell shell;
  private final Path bin;
  private final List<String> as;
  private final int cut;
  private final String noise;

  /**
   * @param bin a folder for the programs of the host
   * @param as words before the shell that make it run as another user
   */
  LocalShellRemote(Shell shell, Path bin, List<String> as) {
    this(shell, bin, as, Integer.MAX_VALUE, "");
  }

  private LocalShellRemote(Shell shell, Path bin, List<String> as, int cut, String noise) {
    this.shell = shell;
    this.bin = bin;
    this.as = as;
    this.cut = cut;
    this.noise = noise;
  }

  /** The same host behind a connection that dies after so many bytes of input. */
  LocalShellRemote cutAt(int bytes) {
    return new LocalShellRemote(shell, bin, as, bytes, noise);
  }

  /** The same host with login files that run a command first. */
  LocalShellRemote withLoginFile(String command) {
    return new LocalShellRemote(shell, bin, as, cut, command + "; ");
  }

  @Override
  public boolean isAlive() {
    return true;
  }

  @Override
  public Reply run(String command, Input input, Duration limit, int maxOutput)
      throws RemoteFailure, InterruptedException {
    try {
      Process process = shell.start(noise + command, bin, as).start();
      CompletableFuture<byte[]> err = drain(process.getErrorStream());
      byte[] before = upToInput(process.getInputStream(), input);
      CompletableFuture<byte[]> out = drain(process.getInputStream());
      feed(input, process.getOutputStream());
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new RemoteFailure("no answer within " + limit.toSeconds() + " s");
      }
      return new Reply(process.exitValue(), join(before, out.join()), err.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it says before it wants input. */
  private static byte[] upToInput(InputStream out, Input input) throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    while (!input.isDue(said.toByteArray())) {
      int next = out.read();
      if (next < 0) {
        break;
      }
      said.write(next);
    }
    return said.toByteArray();
  }

  private static byte[] join(byte[] before, byte[] after) {
    byte[] all = Arrays.copyOf(before, before.length + after.length);
    System.arraycopy(after, 0, all, before.length, after.length);
    return all;
  }

  private void feed(Input input, OutputStream stdin) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    input.writeTo(all);
    byte[] bytes = all.toByteArray();
    try (stdin) {
      stdin.write(bytes, 0, Math.min(cut, bytes.length));
    } catch (IOException e) {
      // The host ended before it had read everything; what it answered tells.
    }
  }

  private static CompletableFuture<byte[]> drain(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        // of its own: the common pool may have a single thread, and two streams must move at once
        reading -> Thread.ofPlatform().daemon().start(reading));
  }

  @Override
  public void close() {}
}
