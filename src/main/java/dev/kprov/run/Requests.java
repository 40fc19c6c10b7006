package dev.kprov.run;

import dev.kprov.base.RemotePath;
import dev.kprov.plan.Written;
import dev.kprov.playbook.Desired;
import dev.kprov.playbook.Requirement;
import dev.kprov.state.FileKind;
import dev.kprov.state.Resource;
import dev.kprov.wire.ProbeRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What to look at on a host, given what is wanted there. */
final class Requests {

  private Requests() {}

  /**
   * Every wanted path and the directories that hold them, and where things may lie that nobody
   * wants.
   *
   * @param left what kprov has left there
   */
  static ProbeRequest probe(Desired desired, Map<RemotePath, Written.Left> left) {
    Map<RemotePath, Optional<FileKind>> paths = new LinkedHashMap<>();
    for (Resource resource : desired.resources()) {
      paths.putIfAbsent(resource.path().parent(), Optional.empty());
      paths.put(resource.path(), kind(resource));
    }
    left.keySet().stream()
        .sorted()
        .forEach(path -> {
          paths.putIfAbsent(path.parent(), Optional.empty());
          paths.putIfAbsent(path, Optional.empty());
        });
    desired.owned().forEach(owned -> paths.putIfAbsent(owned.directory(), Optional.empty()));
    return new ProbeRequest(
        desired.host().ssh().user(),
        paths,
        desired.owned(),
        grounds(desired),
        programs(desired),
        large(desired, left));
  }

  /** The directories that are written to, and what else the playbook asks about. */
  private static List<RemotePath> grounds(Desired desired) {
    return Stream.concat(
            desired.resources().stream().flatMap(Requests::ground),
            desired.requirements().stream().flatMap(Requests::ground))
        .distinct()
        .toList();
  }

  private static Stream<RemotePath> ground(Resource resource) {
    return switch (resource) {
      case Resource.Regular file -> Stream.of(file.path().parent());
      case Resource.Directory directory -> Stream.of(directory.path());
      case Resource.Absent _ -> Stream.of();
    };
  }

  private static Stream<RemotePath> ground(Requirement requirement) {
    return switch (requirement) {
      case Requirement.Space space -> Stream.of(space.path());
      case Requirement.Inodes inodes -> Stream.of(inodes.path());
      case Requirement.Architecture _,
          Requirement.Clock _,
          Requirement.Os _,
          Requirement.Kernel _,
          Requirement.Commands _ ->
          Stream.of();
    };
  }

  private static List<String> programs(Desired desired) {
    return desired.requirements().stream()
        .filter(Requirement.Commands.class::isInstance)
        .flatMap(one -> ((Requirement.Commands) one).names().stream())
        .distinct()
        .toList();
  }

  /** The files that are known by their hash alone, however large they are. */
  private static Map<RemotePath, Optional<Long>> large(
      Desired desired, Map<RemotePath, Written.Left> left) {
    Map<RemotePath, Optional<Long>> large = new LinkedHashMap<>();
    desired.copies().forEach(copy -> large.put(copy.path(), copy.source().size()));
    left.forEach(
        (path, one) -> one.size().ifPresent(size -> large.putIfAbsent(path, Optional.of(size))));
    return large;
  }

  private static Optional<FileKind> kind(Resource resource) {
    return switch (resource) {
      case Resource.File file -> Optional.of(file.kind());
      case Resource.Copy _, Resource.Directory _, Resource.Absent _ -> Optional.empty();
    };
  }
}
