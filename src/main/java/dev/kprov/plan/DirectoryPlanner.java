package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import dev.kprov.state.Difference;
import dev.kprov.state.Fact;
import dev.kprov.state.Ground;
import dev.kprov.state.Observed;
import dev.kprov.state.Resource;
import java.util.List;
import java.util.Optional;

/** Compares one wanted directory with what was seen in its place. */
final class DirectoryPlanner {

  private final Observed seen;
  private final Rights rights;
  private final Writers writers;

  DirectoryPlanner(Observed seen, Writers writers) {
    this.seen = seen;
    this.writers = writers;
    this.rights = new Rights(seen.host());
  }

  /** The change that a directory needs; empty where all is well. */
  Optional<Change> plan(Resource.Directory wanted) {
    Fact fact = seen.at(wanted.path());
    RemotePath at = wanted.path().resolve(seen.host().home());
    return switch (fact) {
      case Fact.Missing _ -> Optional.of(create(wanted, at, fact));
      case Fact.Directory there -> {
        List<Difference> differences = rights.differences(wanted, there.stat());
        yield differences.isEmpty()
            ? Optional.empty()
            : Optional.of(mend(wanted, at, there, differences));
      }
      case Fact.Unreadable _ ->
          Optional.of(
              blocked(
                  at, "it cannot be seen by " + rights.user(), "open the directories above it"));
      case Fact.RegularFile _, Fact.Symlink _, Fact.Special _ ->
          Optional.of(
              blocked(at, "it is no directory, but one must be here", "move it out of the way"));
    };
  }

  private Change create(Resource.Directory wanted, RemotePath at, Fact before) {
    if (!rights.mayMakeFor(wanted.owner())) {
      return blocked(
          at,
          "it must belong to "
              + wanted.owner()
              + ", and "
              + rights.user()
              + " may not give it away",
          "log in as root, or let the playbook name " + rights.user() + " as the owner");
    }
    Optional<Ground> closed = seen.ground(wanted.path()).filter(ground -> !ground.writable());
    if (closed.isPresent()) {
      return blocked(
          at,
          "it does not exist, and "
              + closed.get().nearest()
              + (rights.isRoot() ? " is read-only" : " is not writable for " + rights.user()),
          rights.isRoot()
              ? "mount its filesystem read-write"
              : "make it on the host, or let kprov work as root");
    }
    return switch (writers.into(wanted.path().parent(), wanted.owner())) {
      case Writers.Writer.AtWork() -> created(wanted, at, before, Optional.empty());
      case Writers.Writer.Owner(String name) -> created(wanted, at, before, Optional.of(name));
      case Writers.Writer.Nobody(String cause, String remedy) ->
          blocked(at, "it does not exist, and above it " + cause, remedy);
    };
  }

  private static Change created(
      Resource.Directory wanted, RemotePath at, Fact before, Optional<String> writer) {
    return new Change.Create(wanted, at, Optional.empty(), before, writer);
  }

  private Change mend(
      Resource.Directory wanted, RemotePath at, Fact.Directory there, List<Difference> found) {
    String what = Difference.words(found);
    if (!rights.mayMend(there.stat(), wanted)) {
      return blocked(
          at, what + ": " + rights.user() + " may not change that", "mend it on the host as root");
    }
    return switch (writers.over(wanted.path(), there.stat(), wanted.owner())) {
      case Writers.Writer.AtWork() -> mended(wanted, at, there, found, Optional.empty());
      case Writers.Writer.Owner(String name) -> mended(wanted, at, there, found, Optional.of(name));
      case Writers.Writer.Nobody(String cause, String remedy) ->
          blocked(at, what + ": " + cause, remedy);
    };
  }

  private static Change mended(
      Resource.Directory wanted,
      RemotePath at,
      Fact there,
      List<Difference> found,
      Optional<String> writer) {
    return new Change.Update(wanted, at, Optional.empty(), there, found, writer);
  }

  private static Change blocked(RemotePath at, String cause, String remedy) {
    return new Change.Blocked(at.text(), cause, remedy, Optional.of(Check.WRITABLE));
  }
}
