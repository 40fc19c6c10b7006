package dev.kprov.plan;

import dev.kprov.base.StorePath;
import dev.kprov.playbook.Desired;
import dev.kprov.state.Content;
import dev.kprov.state.Observed;
import dev.kprov.state.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Plans the changes of one host that was reached and may be changed. Used once. */
final class HostPlanner {

  private final Map<StorePath, Content> contents;
  private final DirectoryPlanner directories;
  private final FilePlanner files;
  private final Obstacles obstacles = new Obstacles();

  private HostPlanner(Observed seen, Map<StorePath, Content> contents) {
    this.contents = contents;
    this.directories = new DirectoryPlanner(seen);
    this.files = new FilePlanner(seen, obstacles);
  }

  /** The changes in the order of the playbook's steps, what is blocked by others last. */
  static List<Change> changes(Desired desired, Observed seen, Map<StorePath, Content> contents) {
    HostPlanner planner = new HostPlanner(seen, contents);
    List<Change> changes = new ArrayList<>();
    desired.resources().forEach(resource -> planner.plan(resource).ifPresent(changes::add));
    changes.addAll(planner.obstacles.blocked());
    return changes;
  }

  private Optional<Change> plan(Resource resource) {
    return switch (resource) {
      case Resource.Directory directory -> plan(directory);
      case Resource.File file -> plan(file);
    };
  }

  private Optional<Change> plan(Resource.Directory directory) {
    Optional<Change> change = directories.plan(directory);
    change.ifPresent(one -> files.expect(directory.path(), one));
    return change;
  }

  private Optional<Change> plan(Resource.File file) {
    Content content = Objects.requireNonNull(contents.get(file.source()), file.source()::text);
    if (content instanceof Content.Unavailable(String cause, String remedy)) {
      obstacles.await(cause, remedy);
      return Optional.empty();
    }
    return files.plan(file, content);
  }
}
