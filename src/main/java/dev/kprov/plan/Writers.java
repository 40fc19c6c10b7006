package dev.kprov.plan;

import dev.kprov.base.Mode;
import dev.kprov.base.RemotePath;
import dev.kprov.state.Fact;
import dev.kprov.state.Observed;
import dev.kprov.state.Resource;
import dev.kprov.state.Stat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * As whom things are written on a host. Root writes only where every component of the way is
 * root's, and writable by nobody else: who could exchange one would direct root's writes. Elsewhere
 * a thing is written by the user to whom it shall belong.
 */
final class Writers {

  private static final int OTHERS_WRITE = 022;

  /** What sudo and su are given as a user. */
  private static final String LOGIN = "[A-Za-z0-9_][A-Za-z0-9._-]*";

  private final Observed seen;
  private final Map<RemotePath, Fact> known = new HashMap<>();
  private final Map<RemotePath, Resource.Directory> stated = new HashMap<>();

  Writers(Observed seen) {
    this.seen = seen;
    seen.files().forEach((path, fact) -> known.put(absolute(path), fact));
    known.putAll(seen.ways());
  }

  /** Who writes a thing. */
  sealed interface Writer {

    /** The user at work. */
    record AtWork() implements Writer {}

    /** The user to whom it shall belong. */
    record Owner(String name) implements Writer {}

    /** Nobody may. */
    record Nobody(String cause, String remedy) implements Writer {}
  }

  /** From now on a directory is as it is wanted: it was found so, or it is made so first. */
  void expect(Resource.Directory directory) {
    stated.put(absolute(directory.path()), directory);
  }

  /** Who makes or replaces something in a directory that shall belong to an owner. */
  Writer into(RemotePath directory, String owner) {
    Optional<String> open = open(directory);
    if (open.isEmpty()) {
      return new Writer.AtWork();
    }
    if (owner.equals("root")) {
      return nobody("root does not write here", open.get());
    }
    if (!owner.matches(LOGIN)) {
      return nobody("kprov cannot work as " + owner + ", and root does not write here", open.get());
    }
    return mayWrite(owner, absolute(directory))
        ? new Writer.Owner(owner)
        : new Writer.Nobody(
            "it is not writable for "
                + owner
                + ", and root does not write here, because "
                + open.get(),
            "make it writable for " + owner);
  }

  /** Who changes mode, owner or group of a directory that is there. */
  Writer over(RemotePath directory, Stat there, String owner) {
    Optional<String> open = open(directory.parent());
    if (open.isEmpty()) {
      return new Writer.AtWork();
    }
    return !owner.equals("root") && there.owner().equals(owner)
        ? new Writer.Owner(owner)
        : nobody("root does not change it", open.get());
  }

  private static Writer nobody(String refusal, String why) {
    return new Writer.Nobody(
        refusal + ", because " + why,
        "give every directory on the way to root, writable by nobody else,"
            + " or let the playbook name the owner of this one");
  }

  /** Why root must not write into a directory; empty where root may, or is not at work. */
  private Optional<String> open(RemotePath directory) {
    return seen.host().uid() == 0
        ? wayTo(absolute(directory)).stream().flatMap(way -> fault(way).stream()).findFirst()
        : Optional.empty();
  }

  /** The components of a path, from the top. */
  private static List<RemotePath> wayTo(RemotePath path) {
    List<RemotePath> way = new ArrayList<>(List.of(path));
    while (!way.getLast().text().equals("/")) {
      way.add(way.getLast().parent());
    }
    return way.reversed();
  }

  private Optional<String> fault(RemotePath component) {
    Resource.Directory wanted = stated.get(component);
    if (wanted != null) {
      return fault(component, wanted.owner().equals("root"), wanted.owner(), wanted.mode());
    }
    return switch (known.getOrDefault(component, new Fact.Unreadable())) {
      case Fact.Directory(Stat stat, var _, var _, var _) ->
          fault(component, stat.uid() == 0, stat.owner(), stat.mode());
      case Fact.Symlink _ -> Optional.of(component + " is a symbolic link");
      case Fact.Missing _, Fact.RegularFile _, Fact.Special _ -> Optional.empty();
      case Fact.Unreadable _ -> Optional.of(component + " cannot be seen");
    };
  }

  private static Optional<String> fault(
      RemotePath component, boolean roots, String owner, Mode mode) {
    if (!roots) {
      return Optional.of(component + " belongs to " + owner);
    }
    return (mode.bits() & OTHERS_WRITE) == 0
        ? Optional.empty()
        : Optional.of(component + " has mode " + mode + ", so that others may write there");
  }

  /** As far as owner and mode tell; whoever is in its group is known only on the host. */
  private boolean mayWrite(String user, RemotePath directory) {
    Resource.Directory wanted = stated.get(directory);
    if (wanted != null) {
      return mayWrite(user, wanted.owner(), wanted.mode());
    }
    return switch (known.getOrDefault(directory, new Fact.Missing())) {
      case Fact.Directory(Stat stat, var _, var _, var _) ->
          mayWrite(user, stat.owner(), stat.mode());
      case Fact.Missing _ ->
          directory.text().equals("/") || mayWrite(user, directory.parent()); // made on the way
      case Fact.RegularFile _, Fact.Symlink _, Fact.Special _, Fact.Unreadable _ -> true;
    };
  }

  private static boolean mayWrite(String user, String owner, Mode mode) {
    return user.equals(owner)
        ? (mode.bits() & 0300) == 0300
        : (mode.bits() & 0030) == 0030 || (mode.bits() & 0003) == 0003;
  }

  private RemotePath absolute(RemotePath path) {
    return path.resolve(seen.host().home());
  }
}
