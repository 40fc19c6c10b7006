package dev.kprov.wire;

import dev.kprov.base.IoCause;
import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** The content of a file that is sent. It can be sent as often as it must. */
public sealed interface Payload {

  /** How many bytes are sent, whatever happens. */
  long size();

  /**
   * Sends as many bytes as were promised: nothing else lets the host find what comes next.
   *
   * @return why these are not the right ones; the host will refuse them by their hash
   * @throws IOException where the other side takes no more
   */
  Optional<String> send(OutputStream out) throws IOException;

  /** One that is held in memory. */
  record Held(Secret content) implements Payload {

    @Override
    public long size() {
      return content.use(bytes -> (long) bytes.length);
    }

    @Override
    public Optional<String> send(OutputStream out) throws IOException {
      write(content, out);
      return Optional.empty();
    }

    static void write(Secret secret, OutputStream out) throws IOException {
      try {
        secret.use(bytes -> {
          try {
            out.write(bytes);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return bytes.length;
        });
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
  }

  /**
   * A file of this machine, of which no more than a buffer is ever in memory.
   *
   * @param name what people call it
   * @param size what it had when it was looked at
   * @param hash of its content then
   */
  record Streamed(String name, Path file, long size, Sha256 hash) implements Payload {

    private static final int BUFFER_BYTES = 64 << 10;

    @Override
    public Optional<String> send(OutputStream out) throws IOException {
      Sha256.Digest digest = new Sha256.Digest();
      byte[] buffer = new byte[BUFFER_BYTES];
      long left = size;
      try (InputStream in = open()) {
        for (int n = read(in, buffer, left); n > 0; n = read(in, buffer, left)) {
          digest.add(buffer, n);
          out.write(buffer, 0, n);
          left -= n;
        }
      } catch (UncheckedIOException e) {
        fill(left, out);
        String cause = IoCause.of(Objects.requireNonNull(e.getCause()));
        return Optional.of(name + " cannot be read on this machine: " + cause);
      }
      fill(left, out);
      return left == 0 && digest.end().equals(hash)
          ? Optional.empty()
          : Optional.of(name + " changed on this machine while it was pushed");
    }

    /** Unchecked, so that it is told from what goes wrong on the other side. */
    private InputStream open() {
      try {
        return Files.newInputStream(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static int read(InputStream in, byte[] buffer, long left) {
      try {
        return in.read(buffer, 0, (int) Math.min(left, buffer.length));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void fill(long missing, OutputStream out) throws IOException {
      byte[] nothing = new byte[BUFFER_BYTES];
      for (long left = missing; left > 0; left -= nothing.length) {
        out.write(nothing, 0, (int) Math.min(left, nothing.length));
      }
    }
  }
}
