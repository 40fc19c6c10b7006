package dev.kprov.wire;

import dev.kprov.state.Fact;
import dev.kprov.state.Stat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says for people how a path differs from what a plan saw there. */
final class Changed {
  private Changed() {}

  /**
   * @param now what is there; empty where it was not looked at again
   */
  static String since(Fact planned, Optional<Fact> now) {
    return "changed since the plan" + now.map(is -> how(planned, is)).orElse("");
  }

  private static String how(Fact planned, Fact now) {
    String was = kind(planned);
    String is = kind(now);
    if (!was.equals(is)) {
      return ": was " + was + ", is " + is;
    }
    List<String> differences = new ArrayList<>();
    if (otherContent(planned, now)) {
      differences.add("its content");
    }
    compare(stat(planned), stat(now), differences);
    return differences.isEmpty() ? ", and changed back" : ": " + String.join(", ", differences);
  }

  private static void compare(List<Stat> planned, List<Stat> now, List<String> differences) {
    if (planned.isEmpty() || now.isEmpty()) {
      return;
    }
    Stat was = planned.getFirst();
    Stat is = now.getFirst();
    if (was.rawMode() != is.rawMode()) {
      differences.add("mode " + was.mode() + " is " + is.mode());
    }
    if (was.uid() != is.uid() || was.gid() != is.gid()) {
      differences.add(
          "owner %s:%s is %s:%s".formatted(was.owner(), was.group(), is.owner(), is.group()));
    }
    if (was.size() != is.size()) {
      differences.add("size " + was.size() + " is " + is.size());
    }
    if (differences.isEmpty() && was.inode() != is.inode()) {
      differences.add("it was replaced");
    }
    if (differences.isEmpty() && was.mtime() != is.mtime()) {
      differences.add("it was written again");
    }
  }

  private static String kind(Fact fact) {
    return switch (fact) {
      case Fact.Missing _ -> "missing";
      case Fact.RegularFile _ -> "a file";
      case Fact.Directory _ -> "a directory";
      case Fact.Symlink _ -> "a symbolic link";
      case Fact.Special _ -> "a special file";
      case Fact.Unreadable _ -> "unreadable";
    };
  }

  /** As far as both were read. */
  private static boolean otherContent(Fact planned, Fact now) {
    return planned instanceof Fact.RegularFile was
        && now instanceof Fact.RegularFile is
        && was.hash().isPresent()
        && is.hash().isPresent()
        && !was.hash().equals(is.hash());
  }

  private static List<Stat> stat(Fact fact) {
    return switch (fact) {
      case Fact.Missing _, Fact.Unreadable _ -> List.of();
      case Fact.RegularFile file -> List.of(file.stat());
      case Fact.Directory directory -> List.of(withoutEntries(directory.stat()));
      case Fact.Symlink link -> List.of(link.stat());
      case Fact.Special special -> List.of(special.stat());
    };
  }

  /** Size and time of a directory follow its entries, which are not its own state. */
  private static Stat withoutEntries(Stat stat) {
    return new Stat(
        stat.rawMode(), stat.uid(), stat.gid(), stat.owner(), stat.group(), 0, 0, stat.inode());
  }
}
