package dev.kprov.wire;

import dev.kprov.base.RemotePath;
import dev.kprov.state.Ground;
import dev.kprov.state.HostFacts;
import dev.kprov.state.OperatingSystem;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a host says of itself, which {@code look.sh} and {@code self.sh} print before all
 * else.
 */
final class SelfReader {
  private static final Pattern WHO =
      Pattern.compile("uid=(\\d{1,10})(?:\\(([^)]*)\\))? gid=(\\d{1,10})(?:\\(([^)]*)\\))?.*");
  private static final Pattern MACHINE = Pattern.compile("(\\S{1,255}) (\\S{1,255}) (\\S{1,64})");
  private static final Pattern CLOCK = Pattern.compile("\\d{1,11}");

  /** ground FLAG ID BLOCK FREE AVAILABLE INODES FREE-INODES NEAREST. */
  private static final Pattern GROUND =
      Pattern.compile(
          "ground ([w-]) (?:-|([0-9a-f]{1,32}) (\\d{1,10}) (\\d{1,20}) (\\d{1,20}) (\\d{1,20})"
              + " (\\d{1,20})) (/.*)");

  /** PATH_MAX of Linux. */
  private static final int LONGEST_PATH = 4096;

  private final Answer answer;

  SelfReader(Answer answer) {
    this.answer = answer;
  }

  /** Who and where we are, and what the host runs. */
  HostFacts host() throws RemoteFailure {
    Matcher who = Answer.parts(WHO, answer.line());
    Matcher login = Answer.parts(WHO, answer.line());
    Matcher machine = Answer.parts(MACHINE, answer.line());
    OperatingSystem system =
        new OperatingSystem(
            release("id "), release("version "), RemoteText.shown(machine.group(2), 255));
    String clock = Answer.parts(CLOCK, answer.line()).group();
    RemotePath home = path(answer.line());
    return new HostFacts(
        name(who, 1),
        Long.parseLong(who.group(1)),
        groups(who, login),
        home.text(),
        RemoteText.shown(machine.group(1), 255),
        RemoteText.shown(machine.group(3), 64),
        system,
        Instant.ofEpochSecond(Long.parseLong(clock)));
  }

  /** A value of os-release(5), which may stand in quotes. */
  private Optional<String> release(String what) throws RemoteFailure {
    String line = answer.line();
    if (!line.startsWith(what)) {
      throw Answer.garbled(line);
    }
    String value = line.substring(what.length()).strip();
    boolean quoted = value.length() > 1 && "\"'".indexOf(value.charAt(0)) >= 0;
    String bare = quoted ? value.substring(1, value.length() - 1) : value;
    return Optional.of(RemoteText.shown(bare, 64)).filter(text -> !text.isEmpty());
  }

  /** Those of some programs that are not there. */
  Set<String> missing(List<String> programs) throws RemoteFailure {
    Set<String> missing = new HashSet<>();
    while (answer.follows("lacks ")) {
      String program = answer.line().substring("lacks ".length());
      if (!programs.contains(program)) {
        throw Answer.garbled("lacks " + program);
      }
      missing.add(program);
    }
    return missing;
  }

  /** On what each of some paths stands. */
  Map<RemotePath, Ground> grounds(List<RemotePath> paths) throws RemoteFailure {
    Map<RemotePath, Ground> grounds = new LinkedHashMap<>();
    for (RemotePath path : paths) {
      grounds.put(path, ground(answer.line()));
    }
    return grounds;
  }

  private static Ground ground(String line) throws RemoteFailure {
    Matcher parts = Answer.parts(GROUND, line);
    return new Ground(
        path(parts.group(8)),
        parts.group(1).equals("w"),
        Optional.ofNullable(parts.group(2)).map(id -> filesystem(id, parts)));
  }

  private static RemotePath path(String text) throws RemoteFailure {
    boolean absolute = text.startsWith("/") && text.length() <= LONGEST_PATH;
    if (!absolute || RemotePath.faultOf(text).isPresent()) {
      throw Answer.garbled("directory " + text);
    }
    return new RemotePath(text);
  }

  private static Ground.Filesystem filesystem(String id, Matcher parts) {
    return new Ground.Filesystem(
        id,
        Math.max(1, Long.parseLong(parts.group(3))),
        amount(parts.group(4)),
        amount(parts.group(5)),
        // A filesystem that makes inodes as it needs them has none in all, or says nothing.
        Optional.of(amount(parts.group(6)))
            .filter(all -> all > 0 && all < Long.MAX_VALUE)
            .map(_ -> amount(parts.group(7))));
  }

  /** A number of 64 bits without a sign, of which some filesystems use all. */
  private static long amount(String digits) {
    return new BigInteger(digits).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
  }

  private static Map<String, String> groups(Matcher who, Matcher login) {
    Map<String, String> groups = new LinkedHashMap<>();
    groups.put(name(login, 1), name(login, 3));
    groups.put(name(who, 1), name(who, 3));
    return groups;
  }

  /** The name behind a numeric id; an id that has no name stands for itself. */
  private static String name(Matcher who, int id) {
    return RemoteText.shown(Optional.ofNullable(who.group(id + 1)).orElse(who.group(id)), 256);
  }
}
