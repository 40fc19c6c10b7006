package dev.kprov.text;

import dev.kprov.base.Place;
import dev.kprov.base.Problem;
import dev.kprov.base.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads YAML 1.2 files that people write. Anchors, aliases, tags, merge keys, duplicate keys and
 * second documents are refused, since each makes a file say something else than what is seen in it.
 */
public final class Yaml {

  /** The size in bytes beyond which a file is not even opened. */
  public static final int LIMIT = 1 << 20;

  private Yaml() {}

  /**
   * Reads a file, for {@link #parse}.
   *
   * @param problems gets why it cannot be read
   */
  public static Optional<byte[]> bytes(Path file, Problems problems) {
    try {
      Optional<String> fault = faultOf(file);
      if (fault.isPresent()) {
        problems.add(Problem.of(file + ": " + fault.get()));
        return Optional.empty();
      }
      try (InputStream in = Files.newInputStream(file)) {
        return Optional.of(in.readNBytes(LIMIT + 1));
      }
    } catch (AccessDeniedException e) {
      problems.add(Problem.of(file + ": permission denied"));
    } catch (IOException e) {
      problems.add(Problem.of(file + ": cannot be read: " + e.getMessage()));
    }
    return Optional.empty();
  }

  private static Optional<String> faultOf(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      return Optional.of("is a directory, not a file");
    }
    if (Files.notExists(file)) {
      return Optional.of("there is no such file");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return Optional.of("is not a regular file");
    }
    return Files.size(file) > LIMIT ? Optional.of(tooLarge()) : Optional.empty();
  }

  private static String tooLarge() {
    return "is larger than 1 MiB";
  }

  /**
   * Reads the bytes of a file.
   *
   * @param file its name, for the places
   * @param problems gets all that is wrong with it
   * @return the tree; empty where there is none that is worth a further look
   */
  public static Optional<Node> parse(byte[] bytes, String file, Problems problems) {
    if (bytes.length > LIMIT) {
      problems.add(Problem.of(file + ": " + tooLarge()));
      return Optional.empty();
    }
    return decode(bytes, file, problems)
        .map(text -> new YamlSource(text, file))
        .filter(source -> allows(source, problems))
        .flatMap(source -> new YamlTree(source, problems).read());
  }

  private static boolean allows(YamlSource source, Problems problems) {
    Optional<YamlSource.Forbidden> bad = source.forbidden();
    bad.ifPresent(c -> problems.add(c.place(), "character " + c.name() + " is not allowed"));
    return bad.isEmpty();
  }

  private static Optional<String> decode(byte[] bytes, String file, Problems problems) {
    if (bytes.length >= 2 && (bytes[0] & 0xff) + (bytes[1] & 0xff) == 0xfe + 0xff) {
      problems.add(new Place(file, 1, 1), "is UTF-16, not UTF-8", "save the file as UTF-8");
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      String bad = String.format("%02x", bytes[in.position()]);
      problems.add(end(text, file), "byte 0x" + bad + " is not UTF-8", "save the file as UTF-8");
      return Optional.empty();
    }
    return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  /** The place right after a text that begins its file. */
  static Place end(String text, String file) {
    String[] lines = text.split("\\r\\n?|\\n", -1);
    String last = lines[lines.length - 1];
    return new Place(file, lines.length, last.codePointCount(0, last.length()) + 1);
  }
}
