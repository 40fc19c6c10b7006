package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import dev.kprov.state.Content;
import dev.kprov.state.Fact;
import dev.kprov.state.HostFacts;
import dev.kprov.state.Observed;
import dev.kprov.state.Resource;
import dev.kprov.state.Stat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares one wanted thing with what was seen in its place. */
final class FilePlanner {

  private final Observed seen;
  private final Set<RemotePath> plannedDirectories;

  /**
   * @param plannedDirectories directories that are wanted too, and so will exist when files come
   */
  FilePlanner(Observed seen, Set<RemotePath> plannedDirectories) {
    this.seen = seen;
    this.plannedDirectories = Set.copyOf(plannedDirectories);
  }

  /** The change that a file needs; empty where all is well. */
  Optional<Change> plan(Resource.File file, Content content) {
    Fact fact = seen.at(file.path());
    RemotePath at = file.path().resolve(seen.host().home());
    return switch (fact) {
      case Fact.Missing _ -> Optional.of(guarded(file, create(file, at, content, fact)));
      case Fact.RegularFile regular -> {
        List<Difference> differences = differences(file, content, regular);
        yield differences.isEmpty()
            ? Optional.empty()
            : Optional.of(guarded(file, update(file, at, content, fact, differences)));
      }
      case Fact.Symlink _ ->
          Optional.of(guarded(file, typeChange(file, at, content, fact, "symlink")));
      case Fact.Directory directory when directory.mountPoint() ->
          Optional.of(blocked(at, "a filesystem is mounted in its place", "unmount it"));
      case Fact.Directory directory when !directory.empty() ->
          Optional.of(
              blocked(at, "a directory with files is in its place", "move it out of the way"));
      case Fact.Directory _ ->
          Optional.of(guarded(file, typeChange(file, at, content, fact, "empty directory")));
      case Fact.Special _ ->
          Optional.of(
              blocked(at, "a device, pipe or socket is in its place", "move it out of the way"));
      case Fact.Unreadable _ -> Optional.of(unreadable(at));
    };
  }

  /** The change that a directory needs; empty where all is well. */
  Optional<Change> plan(Resource.Directory directory) {
    Fact fact = seen.at(directory.path());
    RemotePath at = directory.path().resolve(seen.host().home());
    return switch (fact) {
      case Fact.Missing _ ->
          Optional.of(ownable(directory, new Change.Create(directory, at, Optional.empty(), fact)));
      case Fact.Directory there -> {
        List<Difference> differences = metadata(directory, there.stat());
        yield differences.isEmpty()
            ? Optional.empty()
            : Optional.of(
                mendable(
                    there,
                    at,
                    new Change.Update(directory, at, Optional.empty(), fact, differences)));
      }
      case Fact.Unreadable _ -> Optional.of(unreadable(at));
      case Fact.RegularFile _, Fact.Symlink _, Fact.Special _ ->
          Optional.of(blocked(at, "something else is in the directory's place", "move it away"));
    };
  }

  private List<Difference> differences(
      Resource.File file, Content content, Fact.RegularFile regular) {
    List<Difference> found = new ArrayList<>();
    switch (content) {
      case Content.Known known when regular.hash().isEmpty() ->
          found.add(new Difference("content", "content cannot be read"));
      case Content.Known known when !regular.hash().get().equals(known.hash()) ->
          found.add(new Difference("content", "content differs"));
      case Content.Known _ -> {}
      case Content.ToBeIssued(String why) -> found.add(new Difference("content", why));
      case Content.Unavailable _ -> {}
    }
    found.addAll(metadata(file, regular.stat()));
    return found;
  }

  private List<Difference> metadata(Resource wanted, Stat stat) {
    List<Difference> found = new ArrayList<>();
    if (!stat.mode().equals(wanted.mode())) {
      found.add(Difference.of("mode", stat.mode().toString(), wanted.mode().toString()));
    }
    if (!stat.owner().equals(wanted.owner())) {
      found.add(Difference.of("owner", stat.owner(), wanted.owner()));
    }
    group(wanted)
        .filter(group -> !stat.group().equals(group))
        .ifPresent(group -> found.add(Difference.of("group", stat.group(), group)));
    return found;
  }

  /** The wanted group; the primary group of the owner is known only of the user at work. */
  private Optional<String> group(Resource wanted) {
    if (!wanted.group().isEmpty()) {
      return Optional.of(wanted.group());
    }
    HostFacts host = seen.host();
    return wanted.owner().equals(host.user()) ? Optional.of(host.group()) : Optional.empty();
  }

  private static Change create(Resource.File file, RemotePath at, Content content, Fact before) {
    return new Change.Create(file, at, Optional.of(content), before);
  }

  private static Change update(
      Resource.File file, RemotePath at, Content content, Fact before, List<Difference> found) {
    return new Change.Update(file, at, Optional.of(content), before, found);
  }

  private static Change typeChange(
      Resource.File file, RemotePath at, Content content, Fact before, String type) {
    return update(file, at, content, before, List.of(Difference.of("type", type, "file")));
  }

  /** A change to a file, unless its directory or its owner does not allow it. */
  private Change guarded(Resource.File file, Change change) {
    RemotePath parent = file.path().parent();
    if (plannedDirectories.contains(parent) && seen.at(parent) instanceof Fact.Missing) {
      return ownable(file, change);
    }
    String where = parent.resolve(seen.host().home()).text();
    return switch (seen.at(parent)) {
      case Fact.Directory directory when directory.writable() -> ownable(file, change);
      case Fact.Directory _ ->
          blocked(
              file.path().resolve(seen.host().home()),
              where + " is not writable for " + seen.host().user(),
              "make " + where + " writable for " + seen.host().user());
      case Fact.Missing _ ->
          blocked(
              file.path().resolve(seen.host().home()),
              where + " does not exist",
              "make the directory, or state it in the playbook");
      case Fact.RegularFile _, Fact.Symlink _, Fact.Special _, Fact.Unreadable _ ->
          blocked(
              file.path().resolve(seen.host().home()),
              where + " is not a directory that can be used",
              "look at it on the host");
    };
  }

  /** Only root gives files away. */
  private Change ownable(Resource wanted, Change change) {
    HostFacts host = seen.host();
    if (host.uid() == 0 || wanted.owner().equals(host.user())) {
      return change;
    }
    return blocked(
        wanted.path().resolve(host.home()),
        "its owner must be " + wanted.owner() + ", and " + host.user() + " may not give files away",
        "log in as root, or let the playbook name " + host.user() + " as the owner");
  }

  private Change mendable(Fact.Directory there, RemotePath at, Change change) {
    HostFacts host = seen.host();
    return host.uid() == 0 || there.stat().uid() == host.uid()
        ? change
        : blocked(
            at,
            "it belongs to " + there.stat().owner() + ", and " + host.user() + " may not change it",
            "mend it on the host as root");
  }

  private static Change unreadable(RemotePath at) {
    return blocked(
        at, "what is there cannot be seen: permission denied", "open the directories above it");
  }

  private static Change blocked(RemotePath at, String cause, String remedy) {
    return new Change.Blocked(at.text(), cause, remedy);
  }
}
