package dev.kprov.plan;

import dev.kprov.base.StorePath;
import dev.kprov.inventory.Host;
import dev.kprov.playbook.Desired;
import dev.kprov.state.Content;
import dev.kprov.state.LocalFile;
import dev.kprov.state.Observed;
import dev.kprov.state.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans the changes of one host that was reached and may be changed. Used once. */
final class HostPlanner {

  private final Host host;
  private final Observed seen;
  private final Map<StorePath, Content> contents;
  private final Writers writers;
  private final DirectoryPlanner directories;
  private final FilePlanner files;
  private final Obstacles obstacles = new Obstacles();

  private HostPlanner(Host host, Observed seen, Map<StorePath, Content> contents) {
    this.host = host;
    this.seen = seen;
    this.contents = contents;
    this.writers = new Writers(seen);
    this.directories = new DirectoryPlanner(seen, writers);
    this.files = new FilePlanner(seen, writers, obstacles);
  }

  /**
   * The changes in the order of the playbook's steps, then what is removed, and what is blocked by
   * others last.
   *
   * @param surplus what is there and shall not be
   */
  static List<Change> changes(
      Desired desired, Observed seen, Map<StorePath, Content> contents, List<Removal> surplus) {
    HostPlanner planner = new HostPlanner(desired.host(), seen, contents);
    desired.resources().stream()
        .filter(Resource.Directory.class::isInstance)
        .map(Resource.Directory.class::cast)
        .sorted(Comparator.comparingInt(one -> Paths.length(seen, one.path())))
        .forEach(planner::expect);
    List<Change> changes = new ArrayList<>();
    desired.resources().forEach(resource -> planner.plan(resource).ifPresent(changes::add));
    surplus.forEach(one -> planner.plan(one).ifPresent(changes::add));
    List<Change> fitting = new Capacity(seen, planner.obstacles).fitting(changes);
    return Stream.concat(fitting.stream(), planner.obstacles.blocked().stream()).toList();
  }

  private Optional<Change> plan(Resource resource) {
    return switch (resource) {
      case Resource.Directory directory -> files.expected(directory.path());
      case Resource.File file -> plan(file);
      case Resource.Copy copy -> plan(copy);
      case Resource.Absent absent -> files.plan(absent, seen.at(absent.path()));
    };
  }

  private Optional<Change> plan(Removal one) {
    return files
        .plan(new Resource.Absent(one.path()), one.fact())
        .map(change -> change instanceof Change.Remove remove ? remove.because(one.why()) : change);
  }

  /** Plans a directory, parents first: what becomes of them decides who writes below. */
  private void expect(Resource.Directory directory) {
    Optional<Change> change = directories.plan(directory);
    change.ifPresent(one -> files.expect(directory.path(), one));
    if (change.isEmpty() || change.get().pending()) {
      writers.expect(directory);
    }
  }

  private Optional<Change> plan(Resource.File file) {
    if (Handovers.isTaken(file, seen)) {
      return Optional.empty();
    }
    Content content = Objects.requireNonNull(contents.get(file.source()), file.source()::text);
    if (content instanceof Content.Unavailable(String cause, String remedy)) {
      obstacles.await(cause, remedy);
      return Optional.empty();
    }
    return files.plan(file, content);
  }

  /** What was chosen for one architecture is not given to another. */
  private Optional<Change> plan(Resource.Copy copy) {
    Optional<Finding> other = HostRemarks.architecture(host, seen.host());
    if (other.isPresent()) {
      obstacles.await(
          "what is pushed is for the architecture of the inventory: " + other.get().message(),
          other.get().hint().orElseThrow());
      return Optional.empty();
    }
    LocalFile source = copy.source();
    return files.plan(copy, new Content.Local(source.hash(), source.size()));
  }
}
