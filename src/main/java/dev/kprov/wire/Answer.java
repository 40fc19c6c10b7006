package dev.kprov.wire;

import dev.kprov.base.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reader of what a host answered between the two lines that bear the nonce. Whatever stands
 * before the first, from banners or noisy login files, is passed over. Nothing in it is trusted.
 */
final class Answer {
  private static final int SHOWN = 300;

  /** RUN PROCESS SINCE DIRECTORY. */
  private static final Pattern HELD =
      Pattern.compile("([A-Za-z0-9]{1,64}) (\\d{1,10}) (\\d{1,11}) (/.*)");

  /** One character for each byte, so that it can be searched as text. */
  private final String text;

  private int at;

  private Answer(String text) {
    this.text = text;
  }

  /**
   * Finds the frame.
   *
   * @throws RemoteFailure where the host refused, or there is no whole frame
   */
  static Answer framed(Remote.Reply reply, String nonce, RunAs as) throws RemoteFailure {
    String all = new String(reply.out(), StandardCharsets.ISO_8859_1);
    Optional<String> refusal = after(all, "\n" + nonce + " refused ");
    if (refusal.isPresent()) {
      String cause = RemoteText.firstLine(bytes(refusal.get()), SHOWN);
      throw new RemoteFailure(cause.isEmpty() ? "the host refused without a cause" : cause);
    }
    Optional<String> held = after(all, "\n" + nonce + " held ");
    if (held.isPresent()) {
      throw held(RemoteText.firstLine(bytes(held.get()), SHOWN));
    }
    String begun =
        after(all, "\n" + nonce + " begin\n")
            .orElseThrow(() -> as.silent(reply.exit(), said(reply)));
    int end = ("\n" + begun).indexOf("\n" + nonce + " end\n");
    if (end < 0) {
      throw broken(reply);
    }
    if (reply.exit() != 0) {
      throw new RemoteFailure("the remote shell ended with exit status " + reply.exit());
    }
    return new Answer(begun.substring(0, end));
  }

  static RemoteFailure garbled(String what) {
    return new RemoteFailure(
        "the answer of the host cannot be understood: " + RemoteText.shown(what, SHOWN));
  }

  /** The parts of a text. */
  static Matcher parts(Pattern pattern, String text) throws RemoteFailure {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw garbled(text);
    }
    return matcher;
  }

  boolean atEnd() {
    return at == text.length();
  }

  boolean follows(String prefix) {
    return text.startsWith(prefix, at);
  }

  /** The next line, without its newline. */
  String line() throws RemoteFailure {
    return upTo('\n', "a line without end");
  }

  /** What comes next, up to a NUL byte: the form of what may have newlines in it. */
  String record() throws RemoteFailure {
    return upTo('\0', "a record without end");
  }

  /**
   * What comes next, up to the line that says that a file has been taken; nobody else knows the
   * nonce in it.
   */
  Secret taken(String nonce) throws RemoteFailure {
    String mark = "\n" + nonce + " taken\n";
    int end = text.indexOf(mark, at);
    if (end < 0) {
      throw garbled("a file without end");
    }
    byte[] content = bytes(text.substring(at, end));
    at = end + mark.length();
    Secret secret = Secret.of(content);
    Arrays.fill(content, (byte) 0);
    return secret;
  }

  private String upTo(char mark, String fault) throws RemoteFailure {
    int end = text.indexOf(mark, at);
    if (end < 0) {
      throw garbled(fault);
    }
    String part = text.substring(at, end);
    at = end + 1;
    return RemoteText.decode(bytes(part));
  }

  private static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Optional<String> after(String all, String mark) {
    int found = all.indexOf(mark);
    return found < 0 ? Optional.empty() : Optional.of(all.substring(found + mark.length()));
  }

  /** Another run has the lock of a directory. */
  private static RemoteFailure held(String told) {
    Matcher parts = HELD.matcher(told);
    if (!parts.matches()) {
      return garbled("held " + told);
    }
    return new RemoteFailure(
        "another run of kprov is at work in %s (run %s, process %s, since %s)"
            .formatted(
                parts.group(4),
                parts.group(1),
                parts.group(2),
                Instant.ofEpochSecond(Long.parseLong(parts.group(3)))),
        Optional.of("wait until it has ended, then run again"));
  }

  private static RemoteFailure broken(Remote.Reply reply) {
    String said = RemoteText.firstLine(reply.err(), SHOWN);
    return new RemoteFailure(
        "the answer of the host broke off (exit status %d)%s"
            .formatted(reply.exit(), said.isEmpty() ? "" : ": " + said));
  }

  /** What the host said instead of an answer, fit to be shown; may be empty. */
  static String said(Remote.Reply reply) {
    String err = RemoteText.firstLine(reply.err(), SHOWN);
    return err.isEmpty() ? RemoteText.firstLine(reply.out(), SHOWN) : err;
  }
}
