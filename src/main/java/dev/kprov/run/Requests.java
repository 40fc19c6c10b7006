package dev.kprov.run;

import dev.kprov.base.RemotePath;
import dev.kprov.playbook.Desired;
import dev.kprov.state.FileKind;
import dev.kprov.state.Resource;
import dev.kprov.wire.ProbeRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What to look at on a host, given what is wanted there. */
final class Requests {

  private Requests() {}

  /** Every wanted path and the directories that hold them. */
  static ProbeRequest probe(Desired desired) {
    Map<RemotePath, Optional<FileKind>> paths = new LinkedHashMap<>();
    for (Resource resource : desired.resources()) {
      paths.putIfAbsent(resource.path().parent(), Optional.empty());
      paths.put(resource.path(), kind(resource));
    }
    return new ProbeRequest(desired.host().ssh().user(), paths, desired.owned());
  }

  private static Optional<FileKind> kind(Resource resource) {
    return switch (resource) {
      case Resource.File file -> Optional.of(file.kind());
      case Resource.Directory _, Resource.Absent _ -> Optional.empty();
    };
  }
}
