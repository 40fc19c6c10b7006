package dev.kprov.plan;

import dev.kprov.playbook.Desired;
import dev.kprov.state.Fact;
import dev.kprov.state.Match;
import dev.kprov.state.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files of a host that match what the pushes own and that nobody wants there. */
final class Strangers {

  private final Desired desired;
  private final Observed seen;
  private final Placements placements;
  private final Set<String> ownNames;
  private final Map<String, Match> strangers = new TreeMap<>();
  private final Map<String, Match> left = new TreeMap<>();

  /**
   * @param leftovers what kprov left there itself: no strangers, though they lie there
   */
  Strangers(
      Desired desired, Observed seen, Placements placements, Wanted wanted, Leftovers leftovers) {
    this.desired = desired;
    this.seen = seen;
    this.placements = placements;
    this.ownNames =
        desired.regularFiles().stream().map(file -> file.path().name()).collect(Collectors.toSet());
    for (Match match : seen.matches()) {
      String path = Paths.absolute(seen, match);
      if (!wanted.has(path, match.fact())) {
        (leftovers.has(path) ? left : strangers).putIfAbsent(path, match);
      }
    }
  }

  /**
   * What is to be told of them, by path.
   *
   * @param removed the paths of those that are removed: what they may have done is done
   */
  List<Finding> findings(Set<String> removed) {
    List<Finding> findings = new ArrayList<>();
    strangers.forEach((path, match) -> {
      if (!removed.contains(path)) {
        findings.add(finding(path, match));
      } else if (isGrave(match)) {
        findings.add(
            Finding.warning(
                path,
                what(match),
                "find out how it came here"
                    + (match.privateKey() ? "; think of the key as leaked" : "")));
      }
    });
    if (seen.unlisted() > 0) {
      findings.add(
          Finding.error(
              desired.host().name(),
              seen.unlisted() + " more strangers, too many to be looked at",
              "clear up " + directories() + " on the host"));
    }
    return findings;
  }

  /** Those that can be named; none where there are too many: somebody must look first. */
  List<Removal> removals() {
    return seen.unlisted() > 0
        ? List.of()
        : strangers.values().stream()
            .flatMap(match ->
                Paths.asked(match).stream()
                    .map(path -> new Removal(path, match.fact(), what(match))))
            .toList();
  }

  /** Why none of them is removed. */
  Optional<Change> bar() {
    return seen.unlisted() == 0
        ? Optional.empty()
        : Optional.of(
            new Change.Blocked(
                "strangers",
                "there are too many of them to be looked at, so none is removed",
                "clear up " + directories() + " on the host"));
  }

  private String directories() {
    return desired.owned().stream()
        .map(owned -> owned.directory().resolve(seen.host().home()).text())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** How many regular files there are, of the wanted ones and of those that the pushes own. */
  Tally tally() {
    long wanted =
        desired.regularFiles().stream()
            .filter(file -> seen.at(file.path()) instanceof Fact.RegularFile)
            .count();
    long others =
        Stream.concat(strangers.values().stream(), left.values().stream())
            .filter(match -> match.fact() instanceof Fact.RegularFile)
            .count();
    return new Tally(
        desired.regularFiles().size(),
        Math.toIntExact(wanted + others + seen.unlisted()),
        strangers.size() + seen.unlisted());
  }

  private Finding finding(String path, Match match) {
    if (isOfOthers(match)) {
      return Finding.error(
          path,
          what(match),
          "find out how it came here, then remove it, by hand or with --prune-strangers"
              + (match.privateKey() ? "; think of the key as leaked" : ""));
    }
    return match.privateKey()
        ? Finding.error(
            path,
            what(match),
            "find out whose key it is, then remove it, by hand or with --prune-strangers")
        : Finding.warning(
            path, what(match), "if nobody needs it, remove it, by hand or with --prune-strangers");
  }

  private String what(Match match) {
    if (isOfOthers(match)) {
      return "a file of another host or role lies here"
          + (match.privateKey() ? ", and it holds a private key" : "");
    }
    return match.privateKey() ? "a stranger that holds a private key" : "a stranger";
  }

  private boolean isGrave(Match match) {
    return match.privateKey() || isOfOthers(match);
  }

  private boolean isOfOthers(Match match) {
    return placements.anywhere(Paths.asWritten(match))
        || (placements.anywhereNamed(match.name()) && !ownNames.contains(match.name()));
  }
}
