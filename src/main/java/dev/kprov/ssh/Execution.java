package dev.kprov.ssh;

import dev.kprov.wire.Remote;
import dev.kprov.wire.RemoteFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.connection.Connection;

/**
 * One command on a connection. Standard input, output and error move on three threads, so that none
 * of them can stop the others, whichever side is slow or ends first.
 */
final class Execution {

  /** As much of standard error as a message may need. */
  private static final int MAX_ERROR_BYTES = 16 * 1024;

  /** As much as a command may say before its input is due: it is looked at again and again. */
  private static final int MAX_BEFORE_INPUT = 64 * 1024;

  private final Connection connection;
  private final Workers workers;
  private final Lull lull;
  private final Runnable cut;

  /**
   * @param lull ends whenever much of the input has been taken
   * @param cut ends the connection; called where input cannot be produced, since the command would
   *     wait for it for ever
   */
  Execution(Connection connection, Workers workers, Lull lull, Runnable cut) {
    this.connection = connection;
    this.workers = workers;
    this.lull = lull;
    this.cut = cut;
  }

  Remote.Reply run(String command, Remote.Input input, Duration limit, int maxOutput)
      throws IOException, RemoteFailure, InterruptedException, ExecutionException {
    ExecChannel channel = Patience.withSessions(this::open);
    channel.exec(command); // its input cannot go along: OpenSSH opens the window with its answer
    Feeding feeding = new Feeding(channel, input);
    Future<byte[]> complaints = workers.start(() -> head(channel.getErrorStream()));
    byte[] out = whole(channel.getInputStream(), maxOutput, feeding);
    byte[] err = complaints.get();
    channel.join(limit.toMillis(), TimeUnit.MILLISECONDS);
    feeding.failWhereItFailed();
    return new Remote.Reply(exitOf(channel), out, err);
  }

  private ExecChannel open() throws IOException {
    ExecChannel channel = new ExecChannel(connection);
    channel.open();
    return channel;
  }

  /** The input, begun when it is due. */
  private final class Feeding {

    private final ExecChannel channel;
    private final Remote.Input input;
    private Optional<Future<Optional<RemoteFailure>>> begun = Optional.empty();

    Feeding(ExecChannel channel, Remote.Input input) {
      this.channel = channel;
      this.input = input;
      beginIfDue(new byte[0]);
    }

    boolean waits() {
      return begun.isEmpty();
    }

    void beginIfDue(byte[] said) {
      if (input.isDue(said)) {
        begun = Optional.of(workers.start(() -> feed(channel, input)));
      }
    }

    void failWhereItFailed() throws RemoteFailure, InterruptedException, ExecutionException {
      Optional<RemoteFailure> failure = begun.isPresent() ? begun.get().get() : Optional.empty();
      if (failure.isPresent()) {
        throw failure.get();
      }
    }
  }

  /** A command may end before it has read its input; that is its affair and shows in its status. */
  private Optional<RemoteFailure> feed(ExecChannel channel, Remote.Input input) {
    Stdin stdin = new Stdin(channel);
    try {
      input.writeTo(new Shielded(stdin, lull));
      stdin.close();
      return Optional.empty();
    } catch (IOException | RuntimeException | Error e) {
      if (stdin.refused() && channel.hasEnded()) {
        return Optional.empty();
      }
      cut.run();
      return Optional.of(
          stdin.refused()
              ? Failures.lost(e)
              : new RemoteFailure(
                  "cannot produce the input of the remote command: " + e.getMessage()));
    }
  }

  private static byte[] whole(InputStream stdout, int max, Feeding feeding)
      throws IOException, RemoteFailure, InterruptedException, ExecutionException {
    try {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] buffer = new byte[32 * 1024];
      for (int n = stdout.read(buffer); n >= 0; n = stdout.read(buffer)) {
        boolean waits = feeding.waits();
        int limit = waits ? Math.min(max, MAX_BEFORE_INPUT) : max;
        if (all.size() + n > limit) {
          throw new RemoteFailure("the remote command wrote more than " + limit + " bytes");
        }
        all.write(buffer, 0, n);
        if (waits) {
          feeding.beginIfDue(all.toByteArray());
        }
      }
      return all.toByteArray();
    } catch (IOException e) {
      feeding.failWhereItFailed();
      throw e;
    }
  }

  /** Reads to the end, but keeps only the beginning. */
  private static byte[] head(InputStream stderr) throws IOException {
    byte[] kept = stderr.readNBytes(MAX_ERROR_BYTES);
    stderr.transferTo(OutputStream.nullOutputStream());
    return kept;
  }

  private static int exitOf(ExecChannel channel) throws RemoteFailure {
    Integer status = channel.getExitStatus();
    if (status != null) {
      return status;
    }
    throw new RemoteFailure(
        channel.getExitSignal() == null
            ? "the remote command ended without an exit status"
            : "the remote command was killed by signal " + channel.getExitSignal());
  }

  /** Only this room ends the input: a writer that closes or flushes early costs round trips. */
  private static final class Shielded extends java.io.FilterOutputStream {

    private final Lull lull;
    private int taken;

    Shielded(OutputStream out, Lull lull) {
      super(out);
      this.lull = lull;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      taken += length;
      if (taken >= Remote.TAKEN) {
        taken = 0;
        lull.end();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
