package dev.kprov.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Damages a good text in many ways, one after the other, and sees to it that a reader neither
 * breaks, nor takes long, nor wants much memory. The seed of a failure is told; {@code
 * -Dkprov.test.seed} plays it again.
 */
public final class Mutations {

  /** The long tests make so many times more, and others each time. */
  private static final int LONG = 20;

  private static final long USUAL_SEED = 20261122;
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** Of all that is ever allocated for a text, not what is held at a time. */
  private static final long MOST_BYTES = 256L << 20;

  private static final int MOST_BYTES_FOR_EACH = 512;
  private static final int MOST_SHOWN = 3_000;

  /** What readers of numbers stumble over. */
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "00",
          "65536",
          "2147483648",
          "-9223372036854775809",
          "18446744073709551616",
          "99999999999999999999999999",
          "1e999999999",
          "0x10",
          "1_000",
          "NaN");

  /** What readers of characters stumble over. */
  private static final List<String> CHARACTERS =
      List.of(
          "\u0000",
          "\u0007",
          "\u001b[31m",
          "\r",
          "\t",
          "\u0085",
          "\u2028",
          "\u202e",
          "\uFEFF",
          "\uFFFF",
          "\u00e9",
          "e\u0301",
          "\ud83d\udd11",
          "İ");

  private static final List<String> NESTING =
      List.of("[", "{", "{a: ", "- ", "((", "\"", "{{", "!");

  private final SplittableRandom random;
  private final List<String> pieces;

  private Mutations(long seed, List<String> pieces) {
    this.random = new SplittableRandom(seed);
    this.pieces = pieces;
  }

  /** What is done with one damaged text. */
  public interface Reader {
    void read(byte[] damaged) throws Exception;
  }

  /**
   * Has damaged texts read.
   *
   * @param usual how many
   * @param pieces what has a meaning somewhere in such a text
   */
  public static void of(int usual, byte[] good, List<String> pieces, Reader reader) {
    int rounds = Boolean.getBoolean("kprov.test.long") ? usual * LONG : usual;
    long seed = seed();
    Mutations mutations = new Mutations(seed, pieces);
    for (int round = 0; round < rounds; round++) {
      byte[] damaged = mutations.damaged(good);
      try {
        watched(reader, damaged);
      } catch (Exception | Error e) {
        String which = "-Dkprov.test.seed=" + seed + ", round " + round + ", ";
        throw new AssertionError(which + damaged.length + " bytes:\n" + shown(damaged), e);
      }
    }
  }

  private static long seed() {
    long fresh = Boolean.getBoolean("kprov.test.long") ? System.nanoTime() : USUAL_SEED;
    return Long.getLong("kprov.test.seed", fresh);
  }

  private static void watched(Reader reader, byte[] damaged) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long begin = System.nanoTime();
    reader.read(damaged);
    Duration time = Duration.ofNanos(System.nanoTime() - begin);
    long used = threads.getCurrentThreadAllocatedBytes() - bytes;
    if (time.compareTo(LONGEST) > 0
        || used > MOST_BYTES + (long) MOST_BYTES_FOR_EACH * damaged.length) {
      throw new AssertionError("it took " + time + " and " + (used >> 20) + " MiB");
    }
  }

  private static String shown(byte[] damaged) {
    return new String(damaged, 0, Math.min(damaged.length, MOST_SHOWN), ISO_8859_1);
  }

  private byte[] damaged(byte[] good) {
    byte[] text = good;
    for (int i = random.nextInt(3); i >= 0; i--) {
      text = once(text, good);
    }
    return text;
  }

  private byte[] once(byte[] text, byte[] good) {
    int at = random.nextInt(text.length + 1);
    int end = Math.min(text.length, at + random.nextInt(40));
    return switch (random.nextInt(16)) {
      case 0 -> flipped(text);
      case 1 -> spliced(text, at, end, new byte[0]);
      case 2 -> spliced(text, at, at, Arrays.copyOfRange(text, at, end));
      case 3 -> spliced(text, at, end, part(good));
      case 4 -> Arrays.copyOf(text, at);
      case 5 -> spliced(text, at, at, utf8(any(CHARACTERS)));
      case 6 -> number(text);
      case 7 -> spliced(text, at, at, utf8(any(NESTING).repeat(1 << random.nextInt(15))));
      case 8 -> repeated(text, at, end);
      case 9, 10 -> lines(text);
      default -> spliced(text, at, random.nextBoolean() ? at : end, utf8(any(pieces)));
    };
  }

  private byte[] flipped(byte[] text) {
    byte[] copy = text.clone();
    if (copy.length > 0) {
      copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return copy;
  }

  private byte[] part(byte[] good) {
    int from = random.nextInt(good.length);
    return Arrays.copyOfRange(good, from, from + random.nextInt(good.length - from + 1));
  }

  /** Replaces a run of digits. */
  private byte[] number(byte[] text) {
    int from = random.nextInt(text.length + 1);
    while (from < text.length && !Character.isDigit(text[from])) {
      from++;
    }
    int end = from;
    while (end < text.length && Character.isDigit(text[end])) {
      end++;
    }
    return spliced(text, from, end, utf8(any(NUMBERS)));
  }

  /** Some bytes again and again; now and then more than any file may be long. */
  private byte[] repeated(byte[] text, int from, int end) {
    byte[] unit = Arrays.copyOfRange(text, from, Math.max(end, Math.min(from + 1, text.length)));
    int most = random.nextInt(40) == 0 ? 2 << 20 : 20_000;
    ByteArrayOutputStream run = new ByteArrayOutputStream();
    while (unit.length > 0 && run.size() < most) {
      run.writeBytes(unit);
    }
    return spliced(text, from, from, run.toByteArray());
  }

  private byte[] lines(byte[] text) {
    String[] lines = new String(text, ISO_8859_1).split("\n", -1);
    int one = random.nextInt(lines.length);
    int other = random.nextInt(lines.length);
    String line = lines[one];
    switch (random.nextInt(4)) {
      case 0 -> lines[one] = "  " + line;
      case 1 -> lines[one] = line.strip();
      case 2 -> lines[one] = lines[other] + "\n" + line;
      default -> {
        lines[one] = lines[other];
        lines[other] = line;
      }
    }
    return String.join("\n", lines).getBytes(ISO_8859_1);
  }

  private static byte[] spliced(byte[] text, int from, int to, byte[] piece) {
    byte[] result = new byte[from + piece.length + text.length - to];
    System.arraycopy(text, 0, result, 0, from);
    System.arraycopy(piece, 0, result, from, piece.length);
    System.arraycopy(text, to, result, from + piece.length, text.length - to);
    return result;
  }

  private String any(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
