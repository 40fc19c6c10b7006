package dev.kprov.cli;

import dev.kprov.base.IoCause;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * Standard output, which remembers why it could not be written. A print stream would swallow it,
 * and a report that is not on the disk would pass for one that is.
 */
final class Outlet extends OutputStream {

  /** What Linux and macOS call a pipe of which nobody holds the other end. */
  private static final String READER_GONE = "broken pipe";

  private final OutputStream behind;
  private Optional<String> failure = Optional.empty();

  Outlet(OutputStream behind) {
    this.behind = behind;
  }

  /** That of this process. */
  static Outlet ofProcess() {
    return new Outlet(new FileOutputStream(FileDescriptor.out));
  }

  /** Something to print with. */
  PrintStream printer(Charset charset) {
    return new PrintStream(this, false, charset);
  }

  /**
   * Why the output is not complete; empty where it is, and where its reader has closed the pipe: a
   * pager that was left, or {@code head}, has seen what it wanted to see.
   */
  synchronized Optional<String> failure() {
    return failure.filter(cause -> !cause.equals(READER_GONE));
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /** After a failure nothing more is written: the rest without its middle would mislead. */
  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    if (failure.isPresent()) {
      return;
    }
    try {
      behind.write(bytes, offset, length);
    } catch (IOException e) {
      failure = Optional.of(IoCause.of(e));
    }
  }
}
