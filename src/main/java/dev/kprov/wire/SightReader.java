package dev.kprov.wire;

import dev.kprov.base.RemotePath;
import dev.kprov.base.Sha256;
import dev.kprov.state.Fact;
import dev.kprov.state.FileKind;
import dev.kprov.state.Ground;
import dev.kprov.state.HostFacts;
import dev.kprov.state.Match;
import dev.kprov.state.Observed;
import dev.kprov.state.Owned;
import dev.kprov.state.Stat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code look.sh} printed. Used once. */
final class SightReader {
  private static final Pattern UNLISTED = Pattern.compile("unlisted (\\d{1,9})");
  private static final Pattern MATCH =
      Pattern.compile("match (\\d{1,9}) ([^/]{1,255})", Pattern.DOTALL);
  private static final Pattern TOLD = Pattern.compile("(\\d{1,9}) (.*)");

  /** HASH FLAGS MODE UID GID INODE SIZE MTIME OWNER:GROUP. */
  private static final Pattern FACT =
      Pattern.compile(
          "([0-9a-f]{64}|-) (-|e?w?m?) ([0-9a-f]{1,6}) (\\d{1,10}) (\\d{1,10}) (\\d{1,20})"
              + " (\\d{1,18}) (-?\\d{1,18}) ([^:\\p{Cntrl}]{1,256}):([^:\\p{Cntrl}]{1,256})");

  private final Answer answer;
  private final List<RemotePath> paths = new ArrayList<>();
  private final List<Optional<FileKind>> kinds = new ArrayList<>();
  private final List<RemotePath> directories = new ArrayList<>();
  private final ProbeRequest request;

  /** What was found by a pattern, before it is known what it is. */
  private record Found(RemotePath directory, String name) {}

  SightReader(ProbeRequest request, Answer answer) {
    this.answer = answer;
    this.request = request;
    request.paths().forEach(this::expect);
    for (Owned owned : request.owned()) {
      owned.patterns().forEach(_ -> directories.add(owned.directory()));
    }
  }

  private void expect(RemotePath path, Optional<FileKind> kind) {
    paths.add(path);
    kinds.add(kind);
  }

  Observed read() throws RemoteFailure {
    SelfReader self = new SelfReader(answer);
    HostFacts host = self.host();
    Set<String> missing = self.missing(request.programs());
    Map<RemotePath, Ground> grounds = self.grounds(request.grounds());
    List<Found> found = found();
    List<RemotePath> ways = ways(host.home());
    long unlisted = number(Answer.parts(UNLISTED, answer.line()).group(1));
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < paths.size() + found.size() + ways.size(); i++) {
      facts.add(fact(answer.line()));
    }
    Map<RemotePath, Fact> above = new LinkedHashMap<>();
    ways.reversed().forEach(way -> above.put(way, facts.removeLast()));
    Set<Integer> keys = told(facts);
    Map<RemotePath, Fact> files = new LinkedHashMap<>();
    for (int i = 0; i < paths.size(); i++) {
      files.put(paths.get(i), facts.get(i));
    }
    return new Observed(
        host, files, matches(found, facts, keys), unlisted, above, grounds, missing);
  }

  private List<Found> found() throws RemoteFailure {
    List<Found> found = new ArrayList<>();
    while (answer.follows("match ")) {
      String record = answer.record();
      Matcher match = Answer.parts(MATCH, record);
      long pair = number(match.group(1));
      if (pair >= directories.size()) {
        throw Answer.garbled(record);
      }
      found.add(new Found(directories.get((int) pair), match.group(2)));
    }
    return found;
  }

  /** The directories on the way to the paths: nothing else was asked for. */
  private List<RemotePath> ways(String home) throws RemoteFailure {
    Set<String> wanted = new HashSet<>();
    for (RemotePath path : paths) {
      RemotePath at = path.resolve(home);
      while (!at.text().equals("/")) {
        at = at.parent();
        wanted.add(at.text());
      }
    }
    List<RemotePath> ways = new ArrayList<>();
    while (answer.follows("way ")) {
      String way = answer.line().substring("way ".length());
      if (!wanted.remove(way)) {
        throw Answer.garbled("way " + way);
      }
      ways.add(new RemotePath(way));
    }
    return ways;
  }

  private static Fact fact(String line) throws RemoteFailure {
    if (line.equals("missing")) {
      return new Fact.Missing();
    }
    if (line.equals("unreadable")) {
      return new Fact.Unreadable();
    }
    Matcher parts = Answer.parts(FACT, line);
    Stat stat = stat(parts);
    String flags = parts.group(2);
    return switch (stat.rawMode() & 0xF000) {
      case 0x8000 -> new Fact.RegularFile(stat, hash(parts.group(1)), "");
      case 0x4000 ->
          new Fact.Directory(stat, flags.contains("e"), flags.contains("w"), flags.contains("m"));
      case 0xA000 -> new Fact.Symlink(stat);
      default -> new Fact.Special(stat);
    };
  }

  private static Stat stat(Matcher parts) throws RemoteFailure {
    return new Stat(
        Integer.parseInt(parts.group(3), 16),
        number(parts.group(4)),
        number(parts.group(5)),
        parts.group(9),
        parts.group(10),
        number(parts.group(7)),
        number(parts.group(8)),
        inode(parts.group(6)));
  }

  private static Optional<Sha256> hash(String text) {
    return text.equals("-") ? Optional.empty() : Optional.of(new Sha256(text));
  }

  /**
   * Reads what was told of the contents, adds it to the facts of the paths, and gives the numbers
   * of those matches that hold private keys.
   */
  private Set<Integer> told(List<Fact> facts) throws RemoteFailure {
    Map<Integer, StringBuilder> excerpts = new LinkedHashMap<>();
    Set<Integer> keys = new HashSet<>();
    while (!answer.atEnd()) {
      String line = answer.line();
      Matcher told = Answer.parts(TOLD, line);
      long number = number(told.group(1));
      if (number < paths.size() && mayBeTold(kinds.get((int) number))) {
        excerpts
            .computeIfAbsent((int) number, _ -> new StringBuilder())
            .append(told.group(2))
            .append('\n');
      } else if (number >= paths.size() && number < facts.size() && told.group(2).equals("key")) {
        keys.add((int) number);
      } else {
        throw Answer.garbled("something was told of a file that was not asked for");
      }
    }
    excerpts.forEach(
        (number, excerpt) -> facts.set(number, with(facts.get(number), excerpt.toString())));
    return keys;
  }

  private static boolean mayBeTold(Optional<FileKind> kind) {
    return kind.map(some ->
            switch (some) {
              case CERTIFICATE, PUBLIC_KEY, KUBECONFIG -> true;
              case PRIVATE_KEY, ENCRYPTION_CONFIG -> false;
            })
        .orElse(false);
  }

  private static Fact with(Fact fact, String excerpt) {
    return fact instanceof Fact.RegularFile(Stat stat, Optional<Sha256> hash, String _)
        ? new Fact.RegularFile(stat, hash, excerpt)
        : fact;
  }

  /** A file that went away between the listing and the look is no match. */
  private List<Match> matches(List<Found> found, List<Fact> facts, Set<Integer> keys) {
    List<Match> matches = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      int number = paths.size() + i;
      if (!(facts.get(number) instanceof Fact.Missing)) {
        Found one = found.get(i);
        matches.add(
            new Match(one.directory(), one.name(), facts.get(number), keys.contains(number)));
      }
    }
    return matches;
  }

  private static long number(String digits) {
    return Long.parseLong(digits);
  }

  private static long inode(String digits) throws RemoteFailure {
    try {
      return Long.parseUnsignedLong(digits);
    } catch (NumberFormatException e) {
      throw Answer.garbled("inode " + digits);
    }
  }
}
