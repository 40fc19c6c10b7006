package dev.kprov.plan;

import dev.kprov.base.ByteSize;
import dev.kprov.base.RemotePath;
import dev.kprov.state.Content;
import dev.kprov.state.Ground;
import dev.kprov.state.Ground.Filesystem;
import dev.kprov.state.Observed;
import dev.kprov.state.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the filesystems of a host have room for what is to be written there. Every file is staged
 * beside the one that it replaces, so all of them are there at once before the first old one goes.
 */
final class Capacity {

  /** More than any file that kprov issues. */
  private static final long UNISSUED = 16 * 1024;

  /** The stage of a run in a directory, and the lock there. */
  private static final int STAGE_DIRECTORIES = 2;

  /** The same, with the entry that names who has the lock. */
  private static final int STAGE_INODES = 3;

  private final Observed seen;
  private final Obstacles obstacles;
  private final Map<RemotePath, Ground> grounds = new HashMap<>();

  /**
   * @param obstacles gets what there is no room for
   */
  Capacity(Observed seen, Obstacles obstacles) {
    this.seen = seen;
    this.obstacles = obstacles;
    seen.grounds().forEach((path, ground) -> grounds.put(path.resolve(seen.host().home()), ground));
  }

  /**
   * A change that takes room.
   *
   * @param bytes of its content
   * @param made how many directories are made for it; none for a file
   * @param writer who writes it, where that is not the user at work
   */
  private record Load(
      Change change,
      RemotePath path,
      long bytes,
      int made,
      Optional<String> writer,
      Ground ground) {

    boolean isFile() {
      return made == 0;
    }

    int inodes() {
      return isFile() ? 1 : made;
    }
  }

  /** Those of some changes that there is room for. */
  List<Change> fitting(List<Change> changes) {
    Map<Filesystem, List<Load>> loads = new LinkedHashMap<>();
    for (Change change : changes) {
      load(change)
          .ifPresent(load ->
              load.ground()
                  .filesystem()
                  .ifPresent(on -> loads.computeIfAbsent(on, _ -> new ArrayList<>()).add(load)));
    }
    Set<Change> heldUp = new HashSet<>();
    loads.forEach((filesystem, all) -> {
      if (isHeldUp(filesystem, all)) {
        all.forEach(load -> heldUp.add(load.change()));
      }
    });
    return changes.stream().filter(change -> !heldUp.contains(change)).toList();
  }

  private Optional<Load> load(Change change) {
    return switch (change) {
      case Change.Create(Resource.Directory _, var at, var _, var _, var writer) ->
          directory(change, at, writer);
      case Change.Create(Resource.Regular _, var at, var content, var _, var writer) ->
          file(change, at, content, writer);
      case Change.Update(var _, var at, var content, var _, var _, var writer) ->
          file(change, at, content, writer);
      case Change.Remove _,
          Change.Blocked _,
          Change.Issue _,
          Change.Recover _,
          Change.Mark _,
          Change.Merge _ ->
          Optional.empty();
    };
  }

  private Optional<Load> directory(Change change, RemotePath at, Optional<String> writer) {
    return ground(at)
        .map(ground -> {
          int made = depth(at) - depth(ground.nearest());
          return new Load(change, at, 0, Math.max(1, made), writer, ground);
        });
  }

  /** What is only mended has no content. */
  private Optional<Load> file(
      Change change, RemotePath at, Optional<Content> content, Optional<String> writer) {
    return content.flatMap(one ->
        ground(at.parent()).map(ground -> new Load(change, at, bytes(one), 0, writer, ground)));
  }

  private static long bytes(Content content) {
    return switch (content) {
      case Content.Known known -> known.size();
      case Content.Local local -> local.size().orElse(0L);
      case Content.ToBeIssued _ -> UNISSUED;
      case Content.Unavailable _ -> 0;
    };
  }

  private boolean isHeldUp(Filesystem filesystem, List<Load> loads) {
    long stages =
        loads.stream().filter(Load::isFile).map(load -> load.path().parent()).distinct().count();
    long blocks = STAGE_DIRECTORIES * stages;
    for (Load load : loads) {
      blocks += load.made() + Math.ceilDiv(load.bytes(), filesystem.block());
    }
    boolean root =
        new Rights(seen.host()).isRoot() && loads.stream().allMatch(l -> l.writer().isEmpty());
    long free = root ? filesystem.free() : filesystem.available();
    if (blocks > free) {
      ByteSize needed = filesystem.bytes(blocks);
      ByteSize left = filesystem.bytes(free);
      hold(loads, Check.SPACE, needed + " is needed, and " + left + " is free", "df ");
      return true;
    }
    long inodes = STAGE_INODES * stages + loads.stream().mapToInt(Load::inodes).sum();
    Optional<Long> few = filesystem.inodes().filter(count -> count < inodes);
    few.ifPresent(count ->
        hold(
            loads,
            Check.INODES,
            inodes + " inodes are needed, and " + count + " are free",
            "df -i "));
    return few.isPresent();
  }

  private void hold(List<Load> loads, Check check, String cause, String tool) {
    RemotePath at = loads.getFirst().ground().nearest();
    String remedy = "remove what nobody needs on its filesystem (" + tool + at + ")";
    loads.forEach(load -> obstacles.add(check, at, cause, remedy, load.path()));
  }

  private Optional<Ground> ground(RemotePath at) {
    return Optional.ofNullable(grounds.get(at));
  }

  private static int depth(RemotePath path) {
    return path.text().equals("/") ? 0 : path.text().split("/", -1).length - 1;
  }
}
