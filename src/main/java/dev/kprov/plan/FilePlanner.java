package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import dev.kprov.base.Sha256;
import dev.kprov.state.Content;
import dev.kprov.state.Difference;
import dev.kprov.state.Fact;
import dev.kprov.state.Observed;
import dev.kprov.state.Resource;
import dev.kprov.state.Stat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Compares one wanted file with what was seen in its place. */
final class FilePlanner {

  private final Observed seen;
  private final Rights rights;
  private final Writers writers;
  private final Obstacles obstacles;
  private final Map<RemotePath, Change> directories = new HashMap<>();

  /**
   * @param obstacles gets what stands in the way of files but is not theirs
   */
  FilePlanner(Observed seen, Writers writers, Obstacles obstacles) {
    this.seen = seen;
    this.writers = writers;
    this.rights = new Rights(seen.host());
    this.obstacles = obstacles;
  }

  /** Says what becomes of a directory before the files come. */
  void expect(RemotePath directory, Change change) {
    directories.put(directory, change);
  }

  /** What becomes of a directory, if something does. */
  Optional<Change> expected(RemotePath directory) {
    return Optional.ofNullable(directories.get(directory));
  }

  /**
   * The change that a file needs; empty where all is well, or where something stands in the way.
   */
  Optional<Change> plan(Resource.Regular file, Content content) {
    Fact fact = seen.at(file.path());
    RemotePath at = absolute(file.path());
    return switch (fact) {
      case Fact.Missing _ ->
          allowed(file, as -> new Change.Create(file, at, Optional.of(content), fact, as));
      case Fact.RegularFile regular ->
          replaced(file, content, fact, differences(file, content, regular));
      case Fact.Symlink _ -> replaced(file, content, fact, type("symlink"));
      case Fact.Directory directory when directory.mountPoint() ->
          blocked(at, "a filesystem is mounted in its place", "unmount it");
      case Fact.Directory directory when !directory.empty() ->
          blocked(at, "a directory with files is in its place", "move it out of the way");
      case Fact.Directory _ -> replaced(file, content, fact, type("empty directory"));
      case Fact.Special _ ->
          blocked(at, "a device, pipe or socket is in its place", "move it out of the way");
      case Fact.Unreadable _ -> unseen(file.path());
    };
  }

  /** The removal of a file; empty where none is there. */
  Optional<Change> plan(Resource.Absent wanted, Fact fact) {
    RemotePath at = absolute(wanted.path());
    return switch (fact) {
      case Fact.Missing _, Fact.Directory _ -> Optional.empty();
      case Fact.RegularFile file -> removed(wanted, file, file.stat());
      case Fact.Symlink link -> removed(wanted, link, link.stat());
      case Fact.Special _ ->
          blocked(at, "a device, pipe or socket is in its place", "remove it by hand");
      case Fact.Unreadable _ -> unseen(wanted.path());
    };
  }

  private Optional<Change> removed(Resource.Absent wanted, Fact fact, Stat stat) {
    return inDirectory(
        wanted.path(),
        stat.owner(),
        as -> new Change.Remove(wanted, absolute(wanted.path()), fact, as, Optional.empty()));
  }

  private Optional<Change> replaced(
      Resource.Regular file, Content content, Fact before, List<Difference> differences) {
    return differences.isEmpty()
        ? Optional.empty()
        : allowed(
            file,
            as ->
                new Change.Update(
                    file, absolute(file.path()), Optional.of(content), before, differences, as));
  }

  private List<Difference> differences(
      Resource.Regular file, Content content, Fact.RegularFile regular) {
    List<Difference> found = new ArrayList<>();
    found.addAll(content(content, regular));
    found.addAll(rights.differences(file, regular.stat()));
    return found;
  }

  private static List<Difference> content(Content wanted, Fact.RegularFile there) {
    return switch (wanted) {
      case Content.Known _ when there.hash().isEmpty() ->
          List.of(Difference.content("content cannot be read"));
      case Content.Known known ->
          there.hash().equals(Optional.of(known.hash()))
              ? List.of()
              : other(known.size(), there.stat());
      case Content.Local(Sha256 hash, Optional<Long> size) -> content(hash, size, there);
      case Content.ToBeIssued(String why) -> List.of(Difference.content(why));
      case Content.Unavailable _ -> List.of();
    };
  }

  /** One that is large is not read where its size tells that it is another one. */
  private static List<Difference> content(
      Sha256 wanted, Optional<Long> size, Fact.RegularFile there) {
    if (there.hash().isPresent()
        || size.filter(bytes -> bytes != there.stat().size()).isPresent()) {
      return there.hash().equals(Optional.of(wanted))
          ? List.of()
          : other(size.orElse(there.stat().size()), there.stat());
    }
    return List.of(Difference.content("content cannot be read"));
  }

  /** How long it is may be told of a secret too. */
  private static List<Difference> other(long wanted, Stat there) {
    return there.size() == wanted
        ? List.of(Difference.CONTENT)
        : List.of(
            Difference.CONTENT,
            Difference.of(
                Difference.Attribute.SIZE, Long.toString(there.size()), Long.toString(wanted)));
  }

  private static List<Difference> type(String there) {
    return List.of(Difference.of(Difference.Attribute.TYPE, there, "file"));
  }

  /** A change to a file by somebody, unless its directory or its owner does not allow it. */
  private Optional<Change> allowed(
      Resource.Regular file, Function<Optional<String>, Change> change) {
    if (!rights.mayMakeFor(file.owner())) {
      return heldUp(
          file.path(),
          "files here must belong to "
              + file.owner()
              + ", and "
              + rights.user()
              + " may not give them away",
          "log in as root, or let the playbook name " + rights.user() + " as the owner");
    }
    return inDirectory(file.path(), file.owner(), change);
  }

  /** A change to what is or will be an owner's. */
  private Optional<Change> inDirectory(
      RemotePath path, String owner, Function<Optional<String>, Change> change) {
    Change planned = directories.get(path.parent());
    if (planned != null && planned.pending()) {
      return written(path, owner, change);
    }
    return switch (seen.at(path.parent())) {
      case Fact.Directory directory when directory.writable() -> written(path, owner, change);
      case Fact.Directory directory ->
          heldUp(path, rights.unwritable(directory.stat()), rights.writableAgain(directory.stat()));
      case Fact.Missing _ when planned != null -> awaited(planned);
      case Fact.Missing _ ->
          heldUp(path, "it does not exist", "make it, or state it in the playbook");
      case Fact.RegularFile _, Fact.Symlink _, Fact.Special _, Fact.Unreadable _ ->
          heldUp(path, "it is no directory that can be used", "look at it on the host");
    };
  }

  private Optional<Change> written(
      RemotePath path, String owner, Function<Optional<String>, Change> change) {
    return switch (writers.into(path.parent(), owner)) {
      case Writers.Writer.AtWork() -> Optional.of(change.apply(Optional.empty()));
      case Writers.Writer.Owner(String name) -> Optional.of(change.apply(Optional.of(name)));
      case Writers.Writer.Nobody(String cause, String remedy) -> heldUp(path, cause, remedy);
    };
  }

  private Optional<Change> unseen(RemotePath path) {
    Change planned = directories.get(path.parent());
    if (planned != null && !planned.pending()) {
      return awaited(planned);
    }
    return heldUp(
        path,
        "it cannot be searched by " + rights.user(),
        "let " + rights.user() + " search it and the directories above it");
  }

  /** The cause is told of the directory, once. */
  private Optional<Change> awaited(Change blocked) {
    obstacles.await("needs " + blocked.subject(), "mend first what is blocked there");
    return Optional.empty();
  }

  private Optional<Change> heldUp(RemotePath path, String cause, String remedy) {
    obstacles.add(Check.WRITABLE, absolute(path.parent()), cause, remedy, absolute(path));
    return Optional.empty();
  }

  private RemotePath absolute(RemotePath path) {
    return path.resolve(seen.host().home());
  }

  private static Optional<Change> blocked(RemotePath at, String cause, String remedy) {
    return Optional.of(new Change.Blocked(at.text(), cause, remedy));
  }
}
