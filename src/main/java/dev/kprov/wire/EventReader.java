package dev.kprov.wire;

import dev.kprov.base.RemotePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code put.sh} printed of each directory and file. Used once. */
final class EventReader {
  private static final Pattern EVENT = Pattern.compile("(done|stale|fail) (\\d{1,9})(?: (.*))?");

  /** The message of a tool of the system: its name, what it could not do, and why. */
  private static final Pattern COMPLAINT = Pattern.compile("([a-z0-9]{1,32}): (?:.*: )?([^:]+)");

  private static final int SHOWN = 300;

  /** A tool may name two paths before it says why, each as long as Linux lets it be. */
  private static final int READ = 2 * 4096 + SHOWN;

  private final List<RemotePath> targets = new ArrayList<>();
  private final Set<Integer> done = new TreeSet<>();
  private final Set<Integer> stale = new TreeSet<>();
  private final Map<Integer, String> failed = new TreeMap<>();

  EventReader(ApplyRequest request) {
    request.directories().forEach(one -> targets.add(one.path()));
    request.files().forEach(one -> targets.add(one.path()));
    request.removals().forEach(one -> targets.add(one.path()));
  }

  EventReader read(Answer answer) throws RemoteFailure {
    for (String event = answer.line(); !event.equals("seen"); event = answer.line()) {
      take(event);
    }
    return this;
  }

  private void take(String event) throws RemoteFailure {
    Matcher parts = EVENT.matcher(event);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) >= targets.size()) {
      throw Answer.garbled(event);
    }
    int number = Integer.parseInt(parts.group(2));
    switch (parts.group(1)) {
      case "done" -> done.add(number);
      case "stale" -> stale.add(number);
      default -> failed.put(number, cause(String.valueOf(parts.group(3))));
    }
  }

  /** The numbers of the targets that are no longer what the plan saw; then nothing was done. */
  Set<Integer> stale() {
    return stale;
  }

  /** Why each target that was not done was not done. */
  Map<RemotePath, String> failures() {
    Map<RemotePath, String> failures = new LinkedHashMap<>();
    for (int i = 0; i < targets.size(); i++) {
      if (failed.containsKey(i)) {
        failures.put(targets.get(i), failed.get(i));
      } else if (!done.contains(i)) {
        failures.put(targets.get(i), "the host did not say what became of it");
      }
    }
    return failures;
  }

  /** {@code mv: device or resource busy} out of all that mv has to say about it. */
  static String cause(String told) {
    String line = told.strip().lines().findFirst().orElse("");
    if (line.isEmpty()) {
      return "it failed without a message";
    }
    Matcher complaint = COMPLAINT.matcher(line);
    if (line.length() > READ || !complaint.matches() || complaint.group(2).startsWith("'")) {
      return RemoteText.shown(line, SHOWN);
    }
    String why = RemoteText.shown(complaint.group(2), SHOWN);
    return complaint.group(1) + ": " + Character.toLowerCase(why.charAt(0)) + why.substring(1);
  }
}
