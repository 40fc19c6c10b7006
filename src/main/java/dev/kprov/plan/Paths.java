package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import dev.kprov.inventory.Host;
import dev.kprov.state.Match;
import dev.kprov.state.Observed;
import java.util.Optional;

/** Remote paths as people are shown them: in full. */
final class Paths {

  private Paths() {}

  /** Where a match lies; not as a path, since its name may be anything. */
  static String absolute(Observed seen, Match match) {
    return join(match.directory().resolve(seen.host().home()), match.name());
  }

  /** The path of a match below the directory as it was asked for; empty where its name is none. */
  static Optional<RemotePath> asked(Match match) {
    String text = asWritten(match);
    return RemotePath.faultOf(text).isEmpty()
        ? Optional.of(new RemotePath(text))
        : Optional.empty();
  }

  /** The same as a text. */
  static String asWritten(Match match) {
    return join(match.directory(), match.name());
  }

  private static String join(RemotePath directory, String name) {
    return directory.text().equals("/") ? "/" + name : directory.text() + "/" + name;
  }

  /** How long the absolute path is: a directory's is shorter than any below it. */
  static int length(Observed seen, RemotePath path) {
    return path.resolve(seen.host().home()).text().length();
  }

  /** The absolute path on a host; as the playbook has it where the home is not known. */
  static String shown(World world, Host host, RemotePath path) {
    return world.seen(host).map(seen -> path.resolve(seen.host().home())).orElse(path).text();
  }
}
