package dev.kprov.wire;

import dev.kprov.base.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One exec through sudo. What sudo says is never understood, only shown; what {@code sudo.sh} says
 * after a word that only this exec knows tells whether a password is wanted, and what became of it.
 *
 * @param mark that word
 * @param command what starts {@code sudo.sh}
 * @param input for the shell of the other user
 */
record SudoExec(RunAs.Sudo as, Password password, String mark, String command, Remote.Input input) {

  /**
   * As much as sudo-rs may read at once, and so read too much: a buffer of Rust's standard input.
   */
  private static final int READ_AHEAD = 8192;

  /** What {@code sudo.sh} says; the one that counts comes first. */
  private enum Word {
    READY,
    WRONG,
    REFUSED,
    ASKS,
    ABSENT;

    private String line(String mark) {
      return "\n" + mark + " " + name().toLowerCase(Locale.ROOT) + "\n";
    }
  }

  /**
   * Runs it, again where a password was wanted that had to be waited for.
   *
   * @return what the shell of the other user answered
   */
  Remote.Reply run(Remote remote, Duration limit, int maxOutput)
      throws RemoteFailure, InterruptedException {
    Optional<Password.Attempt> attempt = Optional.empty();
    while (true) {
      Entry entry = new Entry(attempt);
      Remote.Reply reply = entry.run(remote, limit, maxOutput);
      Optional<Word> word = heard(reply.out());
      if (word.equals(Optional.of(Word.READY))) {
        entry.tried().ifPresent(Password.Attempt::right);
        return reply;
      }
      attempt = Optional.of(next(word, entry, reply));
    }
  }

  private Password.Attempt next(Optional<Word> word, Entry entry, Remote.Reply reply)
      throws RemoteFailure, InterruptedException {
    if (word.equals(Optional.of(Word.ASKS)) && entry.attempt.isEmpty()) {
      String said = RemoteText.lastLines(reply.err());
      return attempt(password.needed(said), as.unanswered(said));
    }
    Optional<Password.Attempt> tried = entry.tried();
    if (word.equals(Optional.of(Word.WRONG)) && tried.isPresent()) {
      String said = after(Word.WRONG, reply);
      return attempt(tried.get().wrong(said), as.wrong(said));
    }
    tried.ifPresent(Password.Attempt::untried);
    if (word.equals(Optional.of(Word.ABSENT))) {
      throw new RemoteFailure(
          "the host has no sudo",
          Optional.of("install it there, or say ssh.become: doas, or log in as root"));
    }
    String said =
        word.equals(Optional.of(Word.REFUSED)) ? after(Word.REFUSED, reply) : Answer.said(reply);
    throw word.isPresent()
        ? as.silent(reply.exit(), said)
        : new RunAs.Login().silent(reply.exit(), said);
  }

  private Password.Attempt attempt(Password.Next next, RemoteFailure otherwise)
      throws RemoteFailure {
    return switch (next) {
      case Password.Next.Try(Password.Attempt found) -> found;
      case Password.Next.Nothing() -> throw otherwise;
      case Password.Next.SpentOn(String host) -> throw as.notTried(host);
    };
  }

  private Optional<Word> heard(byte[] out) {
    String all = new String(out, StandardCharsets.ISO_8859_1);
    for (Word word : Word.values()) {
      if (all.contains(word.line(mark))) {
        return Optional.of(word);
      }
    }
    return Optional.empty();
  }

  private String after(Word word, Remote.Reply reply) {
    String all = new String(reply.out(), StandardCharsets.ISO_8859_1);
    String line = word.line(mark);
    return RemoteText.lastLines(
        all.substring(all.indexOf(line) + line.length()).getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The standard input of one try. */
  private final class Entry implements Remote.Input {

    private Optional<Password.Attempt> attempt;
    private boolean asked;
    private boolean over;

    Entry(Optional<Password.Attempt> attempt) {
      this.attempt = attempt;
    }

    Remote.Reply run(Remote remote, Duration limit, int maxOutput)
        throws RemoteFailure, InterruptedException {
      boolean answered = false;
      try {
        Remote.Reply reply = remote.run(command, this, limit, maxOutput);
        answered = true;
        return reply;
      } finally {
        end(answered);
      }
    }

    /**
     * What was sent because it was asked for; of another one a host's word that it is right or
     * wrong says nothing.
     */
    private Optional<Password.Attempt> tried() {
      return attempt.filter(_ -> asked);
    }

    /** Where there was no answer, whoever still writes must not begin an attempt any more. */
    private synchronized void end(boolean answered) {
      over = true;
      if (!answered || !asked) {
        attempt.ifPresent(Password.Attempt::untried);
      }
    }

    private synchronized Optional<Password.Attempt> begin() {
      if (attempt.isEmpty() && !over) {
        attempt = password.atHand();
      }
      return attempt;
    }

    @Override
    public boolean isDue(byte[] said) {
      Optional<Word> word = heard(said);
      asked = word.equals(Optional.of(Word.ASKS));
      return asked || word.equals(Optional.of(Word.READY));
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      if (asked) {
        Optional<Password.Attempt> tried = begin();
        if (tried.isEmpty()) {
          return;
        }
        Secret password = tried.get().password();
        int size = password.use(bytes -> bytes.length) + 1;
        out.write((mark + " " + size + "\n").getBytes(StandardCharsets.US_ASCII));
        for (int times = 0; times < 2; times++) {
          Payload.Held.write(password, out);
          out.write('\n');
        }
        out.write(" ".repeat(READ_AHEAD).getBytes(StandardCharsets.US_ASCII));
        out.write('\n');
      }
      out.write((mark + "\n").getBytes(StandardCharsets.US_ASCII));
      input.writeTo(out);
    }
  }
}
