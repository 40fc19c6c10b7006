package dev.kprov.crowd;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kprov.base.Sha256;
import dev.kprov.wire.Remote;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A host in memory. It answers what look.sh and put.sh answer an ordinary user who puts files into
 * directories of his own, and whom nobody disturbs.
 */
final class CrowdHost implements Remote {

  private static final String HOME = "/home/ubuntu";
  private static final String DIRECTORY = "- w 41ed 1000 1000 7 4096 0 ubuntu:ubuntu\n";

  /** What may leave a host of a kubeconfig, as in tell.sh. */
  private static final Pattern TOLD =
      Pattern.compile("(certificate-authority-data|client-certificate-data|server): .*");

  private final String name;
  private final long clock;
  private final Map<String, Laid> files = new HashMap<>();

  /**
   * A file.
   *
   * @param fact as look.sh prints it
   * @param told the lines of its content that may leave the host
   */
  private record Laid(String fact, List<String> told) {}

  /**
   * @param clock its time, in seconds since 1970
   */
  CrowdHost(String name, long clock) {
    this.name = name;
    this.clock = clock;
  }

  /** How many files lie there. */
  int files() {
    return files.size();
  }

  @Override
  public boolean isAlive() {
    return true;
  }

  @Override
  public Reply run(String command, Input input, Duration limit, int maxOutput) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      input.writeTo(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] answer = answer(new Asked(command, all.toByteArray())).getBytes(UTF_8);
    return new Reply(0, answer, new byte[0]);
  }

  private String answer(Asked asked) {
    String nonce = asked.line();
    asked.line(); // the user, who is ubuntu
    List<String> wanted = asked.lines();
    asked.lines(); // the patterns, which match only what is wanted
    List<String> grounds = asked.lines();
    asked.lines(); // the programs, which are all there
    asked.lines(); // the large files, of which there are none
    StringBuilder answer = new StringBuilder("\n" + nonce + " begin\n");
    if (asked.changing()) {
      answer.append(changed(asked, kinds(wanted))).append("seen\n");
    }
    answer.append(self());
    grounds.forEach(path -> answer.append(ground(absolute(path))));
    answer.append("unlisted 0\n");
    wanted.forEach(path -> answer.append(fact(absolute(path.substring(2)))));
    for (int i = 0; i < wanted.size(); i++) {
      for (String line : told(absolute(wanted.get(i).substring(2)))) {
        answer.append(i).append(' ').append(line).append('\n');
      }
    }
    return answer.append(nonce).append(" end\n").toString();
  }

  private String self() {
    return """
    uid=1000(ubuntu) gid=1000(ubuntu) groups=1000(ubuntu)
    uid=1000(ubuntu) gid=1000(ubuntu) groups=1000(ubuntu)
    %s 6.1.0-28-arm64 aarch64
    id debian
    version 12
    %d
    /home/ubuntu
    """
        .formatted(name, clock);
  }

  private static String ground(String path) {
    return "ground w 1f 4096 1048576 1048576 1048576 1048576 " + path + "\n";
  }

  private static Map<String, Character> kinds(List<String> wanted) {
    Map<String, Character> kinds = new HashMap<>();
    wanted.forEach(path -> kinds.put(absolute(path.substring(2)), path.charAt(0)));
    return kinds;
  }

  private String changed(Asked asked, Map<String, Character> kinds) {
    asked.line(); // the run
    asked.lines(); // what the plan saw, which nobody has changed
    if (!asked.lines().isEmpty()) {
      throw new IllegalArgumentException("no directory is made here");
    }
    List<String> orders = asked.lines();
    if (!asked.lines().isEmpty()) {
      throw new IllegalArgumentException("nothing is removed here");
    }
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < orders.size(); i += 2) {
      String[] order = orders.get(i).split(" ");
      String path = orders.get(i + 1);
      byte[] content = asked.content(Integer.parseInt(order[2]));
      files.put(
          path, new Laid(fact(order, path, content), told(kinds.getOrDefault(path, '-'), content)));
      events.append("done ").append(i / 2).append('\n');
    }
    return events.toString();
  }

  private static String fact(String[] order, String path, byte[] content) {
    return "%s - %x 1000 1000 %d %d 0 ubuntu:ubuntu\n"
        .formatted(
            Sha256.of(content),
            0x8000 | Integer.parseInt(order[0], 8),
            Integer.toUnsignedLong(path.hashCode()),
            content.length);
  }

  private static List<String> told(Character kind, byte[] content) {
    Stream<String> lines = new String(content, UTF_8).lines();
    List<String> told = new ArrayList<>();
    switch (kind) {
      case 'c' -> lines.forEach(told::add);
      case 'k' -> lines.map(String::strip).filter(TOLD.asMatchPredicate()).forEach(told::add);
      default -> {}
    }
    return told;
  }

  private String fact(String path) {
    Laid laid = files.get(path);
    return laid != null ? laid.fact() : path.equals(HOME) ? DIRECTORY : "missing\n";
  }

  private List<String> told(String path) {
    Laid laid = files.get(path);
    return laid == null ? List.of() : laid.told();
  }

  private static String absolute(String path) {
    return path.startsWith("~") ? HOME + path.substring(1) : path;
  }

  @Override
  public void close() {}
}
