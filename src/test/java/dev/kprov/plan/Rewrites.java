package dev.kprov.plan;

import dev.kprov.base.Mode;
import dev.kprov.base.RemotePath;
import dev.kprov.playbook.Playbook;
import dev.kprov.playbook.Step;
import dev.kprov.state.Owned;
import dev.kprov.state.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What tests make of the pushes of a playbook. */
final class Rewrites {

  private Rewrites() {}

  static UnaryOperator<Playbook> files(UnaryOperator<Resource.File> edit) {
    return placements(resources ->
        resources.stream().map(one -> (Resource) edit.apply((Resource.File) one)).toList());
  }

  static UnaryOperator<Playbook> inDirectory(String path, String mode, String owner) {
    return placements(resources -> {
      RemotePath directory = new RemotePath(path);
      List<Resource> all = new ArrayList<>();
      if (!resources.isEmpty()) {
        all.add(new Resource.Directory(directory, Mode.parse(mode).orElseThrow(), owner, ""));
      }
      resources.forEach(one -> all.add(moved(ownedBy((Resource.File) one, owner, ""), directory)));
      return all;
    });
  }

  static UnaryOperator<Playbook> placements(UnaryOperator<List<Resource>> edit) {
    return playbook ->
        new Playbook(
            playbook.name(),
            playbook.pki(),
            playbook.steps().stream()
                .map(step -> step instanceof Step.Push push ? edited(push, edit) : step)
                .toList());
  }

  private static Step edited(Step.Push push, UnaryOperator<List<Resource>> edit) {
    Map<String, Step.Placement> placements = new HashMap<>();
    push.placements()
        .forEach((host, placement) ->
            placements.put(
                host,
                new Step.Placement(
                    edit.apply(placement.resources()),
                    new Owned(placement.owned().directory(), placement.owned().patterns()))));
    return new Step.Push(push.name(), placements);
  }

  static Resource.File ownedBy(Resource.File file, String owner, String group) {
    return new Resource.File(file.path(), file.source(), file.kind(), file.mode(), owner, group);
  }

  private static Resource.File moved(Resource.File file, RemotePath directory) {
    return new Resource.File(
        directory.child(file.path().name()),
        file.source(),
        file.kind(),
        file.mode(),
        file.owner(),
        file.group());
  }
}
