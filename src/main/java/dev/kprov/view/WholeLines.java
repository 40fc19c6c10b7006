package dev.kprov.view;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/** Collects what is printed and passes it on when a line is whole. */
public final class WholeLines extends OutputStream {

  private final Consumer<byte[]> lines;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

  /**
   * What is left without a line end is never passed on.
   *
   * @param lines gets one or more whole lines, with their ends
   */
  public WholeLines(Consumer<byte[]> lines) {
    this.lines = lines;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    int end = offset + length;
    while (end > offset && bytes[end - 1] != '\n') {
      end--;
    }
    begun.write(bytes, offset, end - offset);
    if (end > offset) {
      lines.accept(begun.toByteArray());
      begun.reset();
    }
    begun.write(bytes, end, offset + length - end);
  }
}
