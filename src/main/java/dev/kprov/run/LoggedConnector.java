package dev.kprov.run;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.SshSettings;
import dev.kprov.state.Agreement;
import dev.kprov.wire.Connector;
import dev.kprov.wire.Remote;
import dev.kprov.wire.RemoteFailure;
import dev.kprov.wire.Waiting;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects as another does, and keeps a log of it: who, how long, how many bytes; never which. */
record LoggedConnector(Connector inner) implements Connector {

  private static final Logger LOG = LoggerFactory.getLogger(LoggedConnector.class);

  @Override
  public Remote connect(Host host, Waiting waiting) throws RemoteFailure, InterruptedException {
    SshSettings ssh = host.ssh();
    String name = host.name();
    LOG.info("{}: connecting to {} port {} as {}", name, ssh.host(), ssh.port(), ssh.user());
    long begin = System.nanoTime();
    try {
      Remote remote = inner.connect(host, waiting);
      LOG.info("{}: logged in after {} ms", name, millisSince(begin));
      return new LoggedRemote(name, remote);
    } catch (RemoteFailure e) {
      LOG.info("{}: not reached after {} ms: {}", name, millisSince(begin), e.getMessage());
      throw e;
    }
  }

  @Override
  public void close() {
    inner.close();
  }

  private static long millisSince(long begin) {
    return (System.nanoTime() - begin) / 1_000_000;
  }

  private record LoggedRemote(String host, Remote inner) implements Remote {

    @Override
    public Reply run(String command, Input input, Duration limit, int maxOutput)
        throws RemoteFailure, InterruptedException {
      AtomicLong sent = new AtomicLong();
      long begin = System.nanoTime();
      LOG.debug("{}: exec begins, with {} s to end", host, limit.toSeconds());
      try {
        Reply reply = inner.run(command, new CountedInput(input, sent), limit, maxOutput);
        LOG.info(
            "{}: exec: {} bytes in, {} out, exit {}, {} ms",
            host,
            sent,
            reply.out().length,
            reply.exit(),
            millisSince(begin));
        if (reply.err().length > 0) {
          LOG.debug("{}: standard error: {}", host, text(reply.err()));
        }
        return reply;
      } catch (RemoteFailure e) {
        LOG.info(
            "{}: exec: {} bytes in, failed after {} ms: {}",
            host,
            sent,
            millisSince(begin),
            e.getMessage());
        throw e;
      }
    }

    @Override
    public boolean isAlive() {
      return inner.isAlive();
    }

    @Override
    public Optional<Agreement> agreement() {
      return inner.agreement();
    }

    private static String text(byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  private record CountedInput(Remote.Input inner, AtomicLong sent) implements Remote.Input {

    @Override
    public void writeTo(OutputStream out) throws IOException {
      inner.writeTo(new Counted(out, sent));
    }

    @Override
    public boolean isDue(byte[] said) {
      return inner.isDue(said);
    }
  }

  private static final class Counted extends FilterOutputStream {

    private final AtomicLong count;

    Counted(OutputStream out, AtomicLong count) {
      super(out);
      this.count = count;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      count.incrementAndGet();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      count.addAndGet(length);
    }
  }
}
