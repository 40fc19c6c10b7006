package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import dev.kprov.state.Content;
import dev.kprov.state.Fact;
import dev.kprov.state.Observed;
import dev.kprov.state.Resource;
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
  Optional<Change> plan(Resource.File file, Content content) {
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
      case Fact.Unreadable _ ->
          heldUp(
              file,
              "it cannot be searched by " + rights.user(),
              "let " + rights.user() + " search it and the directories above it");
    };
  }

  private Optional<Change> replaced(
      Resource.File file, Content content, Fact before, List<Difference> differences) {
    return differences.isEmpty()
        ? Optional.empty()
        : allowed(
            file,
            as ->
                new Change.Update(
                    file, absolute(file.path()), Optional.of(content), before, differences, as));
  }

  private List<Difference> differences(
      Resource.File file, Content content, Fact.RegularFile regular) {
    List<Difference> found = new ArrayList<>();
    content(content, regular).ifPresent(text -> found.add(new Difference("content", text)));
    found.addAll(rights.differences(file, regular.stat()));
    return found;
  }

  private static Optional<String> content(Content wanted, Fact.RegularFile there) {
    return switch (wanted) {
      case Content.Known _ when there.hash().isEmpty() -> Optional.of("content cannot be read");
      case Content.Known known ->
          there.hash().equals(Optional.of(known.hash()))
              ? Optional.empty()
              : Optional.of(Difference.CONTENT.text());
      case Content.ToBeIssued(String why) -> Optional.of(why);
      case Content.Unavailable _ -> Optional.empty();
    };
  }

  private static List<Difference> type(String there) {
    return List.of(Difference.of("type", there, "file"));
  }

  /** A change to a file by somebody, unless its directory or its owner does not allow it. */
  private Optional<Change> allowed(Resource.File file, Function<Optional<String>, Change> change) {
    if (!rights.mayMakeFor(file.owner())) {
      return heldUp(
          file,
          "files here must belong to "
              + file.owner()
              + ", and "
              + rights.user()
              + " may not give them away",
          "log in as root, or let the playbook name " + rights.user() + " as the owner");
    }
    Change planned = directories.get(file.path().parent());
    if (planned != null && planned.pending()) {
      return written(file, change);
    }
    return switch (seen.at(file.path().parent())) {
      case Fact.Directory directory when directory.writable() -> written(file, change);
      case Fact.Directory directory ->
          heldUp(file, rights.unwritable(directory.stat()), rights.writableAgain(directory.stat()));
      case Fact.Missing _ when planned != null -> {
        obstacles.await("needs " + planned.subject(), "mend first what is blocked there");
        yield Optional.empty();
      }
      case Fact.Missing _ ->
          heldUp(file, "it does not exist", "make it, or state it in the playbook");
      case Fact.RegularFile _, Fact.Symlink _, Fact.Special _, Fact.Unreadable _ ->
          heldUp(file, "it is no directory that can be used", "look at it on the host");
    };
  }

  private Optional<Change> written(Resource.File file, Function<Optional<String>, Change> change) {
    return switch (writers.into(file.path().parent(), file.owner())) {
      case Writers.Writer.AtWork() -> Optional.of(change.apply(Optional.empty()));
      case Writers.Writer.Owner(String name) -> Optional.of(change.apply(Optional.of(name)));
      case Writers.Writer.Nobody(String cause, String remedy) -> heldUp(file, cause, remedy);
    };
  }

  private Optional<Change> heldUp(Resource.File file, String cause, String remedy) {
    obstacles.add(absolute(file.path().parent()), cause, remedy, absolute(file.path()));
    return Optional.empty();
  }

  private RemotePath absolute(RemotePath path) {
    return path.resolve(seen.host().home());
  }

  private static Optional<Change> blocked(RemotePath at, String cause, String remedy) {
    return Optional.of(new Change.Blocked(at.text(), cause, remedy));
  }
}
