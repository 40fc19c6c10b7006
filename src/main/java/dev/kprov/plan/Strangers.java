package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import dev.kprov.playbook.Desired;
import dev.kprov.state.Fact;
import dev.kprov.state.Match;
import dev.kprov.state.Observed;
import dev.kprov.state.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files that match what the pushes own and that nobody wants there. */
final class Strangers {

  private Strangers() {}

  /**
   * @param elsewhere paths that are wanted on other hosts only
   */
  static List<Finding> of(Desired desired, Observed seen, Set<RemotePath> elsewhere) {
    return matches(seen)
        .filter(match -> !isWanted(desired, match))
        .map(match -> finding(match, seen, elsewhere))
        .toList();
  }

  /** How many regular files the pushes' patterns find, wanted ones included. */
  static Tally tally(Desired desired, Observed seen) {
    long wanted =
        desired.files().stream()
            .filter(file -> seen.at(file.path()) instanceof Fact.RegularFile)
            .count();
    long strangers =
        matches(seen)
            .filter(match -> !isWanted(desired, match))
            .filter(match -> match.fact() instanceof Fact.RegularFile)
            .count();
    return new Tally(desired.files().size(), Math.toIntExact(wanted + strangers));
  }

  private static Stream<Match> matches(Observed seen) {
    return seen.matches().stream()
        .collect(Collectors.toMap(Strangers::path, match -> match, (one, _) -> one))
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue);
  }

  private static boolean isWanted(Desired desired, Match match) {
    return desired.files().stream()
        .map(Resource.File::path)
        .anyMatch(path -> path.text().equals(path(match)));
  }

  private static String path(Match match) {
    return match.directory().text() + "/" + match.name();
  }

  private static Finding finding(Match match, Observed seen, Set<RemotePath> elsewhere) {
    String path = match.directory().resolve(seen.host().home()) + "/" + match.name();
    boolean others = elsewhere.stream().anyMatch(other -> other.text().equals(path(match)));
    if (others) {
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
}
