package dev.kprov.wire;

import dev.kprov.state.Agreement;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/** One connection to one host, on which commands run one after another. */
public interface Remote extends AutoCloseable {

  /** So much input at once shows that a command, or the line to it, is slow and not dead. */
  int TAKEN = 32 << 10;

  /**
   * Runs a command through the login shell of the user, feeds its standard input to the end and
   * reads both outputs, each at most to the limit.
   *
   * @param command one short line without newline, backslash or exclamation mark
   * @param input writes the whole standard input; called on a thread of the connection
   * @param limit when it has been silent for so long, the connection is cut: it has neither ended
   *     nor taken another {@value #TAKEN} bytes of its input
   * @param maxOutput bytes of standard output that are accepted; more is a failure
   * @throws RemoteFailure where the connection breaks, the deadline passes, the output has no end,
   *     or the command ends without an exit status
   */
  Reply run(String command, Input input, Duration limit, int maxOutput)
      throws RemoteFailure, InterruptedException;

  /**
   * Whether a command could be run. False once a failure has ended the connection, or the other
   * side has and this one knows.
   */
  boolean isAlive();

  /** How both sides speak to each other; empty where that is not SSH. */
  default Optional<Agreement> agreement() {
    return Optional.empty();
  }

  /** Ends the connection at once; never waits for a remote process. */
  @Override
  void close();

  /** Writes the standard input of a command. */
  interface Input {
    void writeTo(OutputStream out) throws IOException;

    /**
     * Whether it is time to write. Asked with nothing when the command has begun, and after that
     * whenever it said more, of which there may be 64 KiB; where it never is, the command gets no
     * input, and no end of it.
     *
     * @param said all of standard output up to now
     */
    default boolean isDue(byte[] said) {
      return true;
    }
  }

  /**
   * What a command answered.
   *
   * @param exit its exit status
   * @param out standard output
   * @param err the first bytes of standard error, for a message
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, lives for one decoding
  record Reply(int exit, byte[] out, byte[] err) {}
}
