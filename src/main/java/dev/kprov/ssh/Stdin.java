package dev.kprov.ssh;

import java.io.IOException;
import java.io.OutputStream;

/**
 * What goes into a channel, as the standard input of a command, in packets as large as the remote
 * side takes.
 */
final class Stdin extends OutputStream {

  private final Intake channel;
  private final byte[] pending;
  private int count;
  private boolean refused;

  Stdin(Intake channel) {
    this.channel = channel;
    this.pending = new byte[channel.getRemoteMaxPacketSize()];
  }

  /** Whether an exception came from here, and not from who wrote. */
  boolean refused() {
    return refused;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (count == pending.length) {
        flush();
      }
      int step = Math.min(length - done, pending.length - count);
      System.arraycopy(bytes, offset + done, pending, count, step);
      count += step;
      done += step;
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      int sent = 0;
      while (sent < count) {
        int step = Math.min(count - sent, channel.awaitRoom());
        channel.sink().write(pending, sent, step);
        channel.sink().flush(); // sshj's close() would drop what the window holds back
        sent += step;
      }
      count = 0;
    } catch (IOException e) {
      refused = true;
      throw e;
    }
  }

  /** Sends the rest and the end of the input. */
  @Override
  public void close() throws IOException {
    flush();
    try {
      channel.sink().close();
    } catch (IOException e) {
      refused = true;
      throw e;
    }
  }
}
