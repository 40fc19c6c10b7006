package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import dev.kprov.playbook.Desired;
import dev.kprov.state.Fact;
import dev.kprov.state.Match;
import dev.kprov.state.Observed;
import dev.kprov.state.Resource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Files of a host that match what the pushes own and that nobody wants there. */
final class Strangers {

  private final Desired desired;
  private final Observed seen;
  private final Placements placements;
  private final Set<String> ownNames = new HashSet<>();
  private final Map<String, Match> strangers = new TreeMap<>();

  Strangers(Desired desired, Observed seen, Placements placements) {
    this.desired = desired;
    this.seen = seen;
    this.placements = placements;
    Set<String> wanted = new HashSet<>();
    for (Resource.File file : desired.files()) {
      ownNames.add(file.path().name());
      wanted.add(absolute(file.path()));
    }
    seen.matches().stream()
        .filter(match -> !wanted.contains(absolute(match)))
        .forEach(match -> strangers.putIfAbsent(absolute(match), match));
  }

  /** What is to be told of them, by path. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    strangers.forEach((path, match) -> findings.add(finding(path, match)));
    if (seen.unlisted() > 0) {
      findings.add(
          Finding.error(
              desired.host().name(),
              seen.unlisted() + " more strangers, too many to be looked at",
              "clear up " + directories() + " on the host"));
    }
    return findings;
  }

  private String directories() {
    return desired.owned().stream()
        .map(owned -> absolute(owned.directory()))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** How many regular files there are, of the wanted ones and of those that the pushes own. */
  Tally tally() {
    long wanted =
        desired.files().stream()
            .filter(file -> seen.at(file.path()) instanceof Fact.RegularFile)
            .count();
    long others =
        strangers.values().stream()
            .filter(match -> match.fact() instanceof Fact.RegularFile)
            .count();
    return new Tally(
        desired.files().size(),
        Math.toIntExact(wanted + others + seen.unlisted()),
        strangers.size() + seen.unlisted());
  }

  private Finding finding(String path, Match match) {
    if (isOfOthers(match)) {
      return Finding.error(
          path,
          "a file of another host or role lies here"
              + (match.privateKey() ? ", and it holds a private key" : ""),
          "find out how it came here, then remove it by hand"
              + (match.privateKey() ? "; think of the key as leaked" : ""));
    }
    return match.privateKey()
        ? Finding.error(
            path,
            "a stranger that holds a private key",
            "find out whose key it is, then remove the file by hand")
        : Finding.warning(path, "a stranger", "remove it by hand if nobody needs it");
  }

  private boolean isOfOthers(Match match) {
    return placements.anywhere(join(match.directory(), match.name()))
        || (placements.anywhereNamed(match.name()) && !ownNames.contains(match.name()));
  }

  private String absolute(RemotePath path) {
    return path.resolve(seen.host().home()).text();
  }

  private String absolute(Match match) {
    return join(match.directory().resolve(seen.host().home()), match.name());
  }

  /** Not as a path: a stranger's name may be anything. */
  private static String join(RemotePath directory, String name) {
    return directory.text().equals("/") ? "/" + name : directory.text() + "/" + name;
  }
}
