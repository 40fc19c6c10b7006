package dev.kprov.ssh;

import dev.kprov.base.IoCause;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.common.Buffer;

/**
 * The operator's ssh-agent (draft-ietf-sshm-ssh-agent). Every question has a connection of its own,
 * so that hosts need not wait for each other; every answer has a deadline and a bound.
 */
final class Agent {

  /** The agent cannot be used, or does not do what it is asked. */
  static final class Failure extends Exception {

    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  private static final byte FAILURE = 5;
  private static final byte REQUEST_IDENTITIES = 11;
  private static final byte IDENTITIES_ANSWER = 12;
  private static final byte SIGN_REQUEST = 13;
  private static final byte SIGN_RESPONSE = 14;
  private static final int RSA_SHA2_256 = 2;
  private static final int RSA_SHA2_512 = 4;

  /** OpenSSH's own bound on a message of its agent. */
  private static final int MAX_ANSWER = 256 * 1024;

  private final Path socket;
  private final Duration limit;
  private final Workers workers;

  /**
   * @param limit how long one answer may take; a person may have to confirm the use of a key
   */
  Agent(Path socket, Duration limit, Workers workers) {
    this.socket = socket;
    this.limit = limit;
    this.workers = workers;
  }

  /** The keys that it holds, in its order; none where it is locked. */
  List<AgentKey> keys() throws Failure, InterruptedException {
    Buffer.PlainBuffer answer =
        ask(message(REQUEST_IDENTITIES), IDENTITIES_ANSWER, "lists no keys");
    try {
      List<AgentKey> keys = new ArrayList<>();
      for (long left = answer.readUInt32(); left > 0; left--) {
        HostKey key = HostKey.ofBlob(answer.readBytes());
        keys.add(new AgentKey(key, Failures.printable(answer.readString())));
      }
      return List.copyOf(keys);
    } catch (Buffer.BufferException | IllegalArgumentException e) {
      throw nonsense();
    }
  }

  /**
   * Signs.
   *
   * @param key one of its keys
   * @param algorithm a signature algorithm of that key
   * @return the signature as SSH sends it: its format and its bytes
   */
  byte[] sign(HostKey key, String algorithm, byte[] data) throws Failure, InterruptedException {
    Buffer.PlainBuffer question =
        message(SIGN_REQUEST).putString(key.blob()).putString(data).putUInt32(flags(algorithm));
    try {
      byte[] signature = ask(question, SIGN_RESPONSE, "refuses to sign").readBytes();
      String format = new Buffer.PlainBuffer(signature).readString();
      if (!format.equals(HostKey.withoutCertificate(algorithm))) {
        throw new Failure("the ssh-agent does not sign with " + algorithm);
      }
      return signature;
    } catch (Buffer.BufferException e) {
      throw nonsense();
    }
  }

  private static int flags(String algorithm) {
    return algorithm.startsWith("rsa-sha2-512")
        ? RSA_SHA2_512
        : algorithm.startsWith("rsa-sha2-256") ? RSA_SHA2_256 : 0;
  }

  private static Buffer.PlainBuffer message(byte type) {
    return new Buffer.PlainBuffer().putByte(type);
  }

  private Buffer.PlainBuffer ask(Buffer.PlainBuffer question, byte wanted, String refusal)
      throws Failure, InterruptedException {
    Buffer.PlainBuffer answer = new Buffer.PlainBuffer(ask(question.getCompactData()));
    try {
      byte type = answer.readByte();
      if (type == FAILURE) {
        throw new Failure("the ssh-agent " + refusal);
      }
      if (type != wanted) {
        throw nonsense();
      }
      return answer;
    } catch (Buffer.BufferException e) {
      throw nonsense();
    }
  }

  private byte[] ask(byte[] question) throws Failure, InterruptedException {
    try (SocketChannel line = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return workers.await(() -> exchange(line, question), limit, () -> close(line));
    } catch (TimeoutException e) {
      throw new Failure("the ssh-agent gives no answer within " + Failures.seconds(limit));
    } catch (ExecutionException e) {
      throw failure(Workers.causeOf(e));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private byte[] exchange(SocketChannel line, byte[] question) throws IOException, Failure {
    line.connect(UnixDomainSocketAddress.of(socket));
    OutputStream out = Channels.newOutputStream(line);
    out.write(
        ByteBuffer.allocate(4 + question.length).putInt(question.length).put(question).array());
    DataInputStream in = new DataInputStream(Channels.newInputStream(line));
    int length = in.readInt();
    if (length < 1 || length > MAX_ANSWER) {
      throw nonsense();
    }
    byte[] answer = new byte[length];
    in.readFully(answer);
    return answer;
  }

  private Failure failure(Throwable cause) {
    return switch (cause) {
      case Failure told -> told;
      case EOFException _ -> new Failure("the ssh-agent hangs up");
      case IOException e -> new Failure("no ssh-agent answers at " + socket + ": " + IoCause.of(e));
      default -> throw new IllegalStateException("asking the ssh-agent met a bug", cause);
    };
  }

  private static Failure nonsense() {
    return new Failure("the answer of the ssh-agent makes no sense");
  }

  private static void close(SocketChannel line) {
    try {
      line.close();
    } catch (IOException e) {
      throw new IllegalStateException("closing a socket does not fail", e);
    }
  }
}
