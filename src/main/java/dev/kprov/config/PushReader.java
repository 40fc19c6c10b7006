package dev.kprov.config;

import dev.kprov.base.Mode;
import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import dev.kprov.base.RemotePath;
import dev.kprov.inventory.Host;
import dev.kprov.playbook.Step;
import dev.kprov.state.Owned;
import dev.kprov.state.Resource;
import dev.kprov.text.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one push, and says what it puts on a host. */
final class PushReader {

  private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9._*?\\[\\]!@+=%,^-]+");

  private final String name;
  private final Targets on;
  private final Fields step;
  private final Fields push;
  private final List<? extends PushEntry> files;
  private final Items items;

  PushReader(
      String name,
      Targets on,
      Fields step,
      Catalogue catalogue,
      Items items,
      LocalFiles locals,
      Problems problems) {
    this.name = name;
    this.on = on;
    this.step = step;
    this.push = step.mapping("push", Keys.PUSH);
    this.items = items;
    this.files =
        push.requiredList("files").stream()
            .flatMap(node -> PushEntry.read(node, catalogue, locals, problems).stream())
            .toList();
    files.forEach(file -> file.refuseOthers(on, problems));
  }

  String name() {
    return name;
  }

  Targets on() {
    return on;
  }

  /** Whether there is such a step for a host. */
  boolean counts(Frame frame) {
    return Condition.holds(step, frame);
  }

  /** How many files it puts on a host. */
  int size(Frame frame) {
    long left = files.stream().filter(file -> !file.counts(frame)).count();
    return push.list("files").size() - (int) left;
  }

  /** Where it stands, for problems that show only once all pushes are known. */
  Place place() {
    return push.place();
  }

  /** What it puts on a host, and what it answers for there. */
  Optional<Step.Placement> placement(Host host, Frame frame) {
    Optional<RemotePath> to = destination(frame);
    if (to.isEmpty()) {
      return Optional.empty();
    }
    List<String> patterns = patterns(frame);
    List<Resource> resources = on.matches(host) ? resources(to.get(), frame) : List.of();
    return Optional.of(new Step.Placement(resources, new Owned(to.get(), patterns)));
  }

  private Optional<RemotePath> destination(Frame frame) {
    return push.requiredText("to").flatMap(to -> frame.path(to, "destination"));
  }

  private List<String> patterns(Frame frame) {
    List<String> patterns = new ArrayList<>();
    for (Node.Scalar text : push.texts("owns")) {
      for (String pattern : frame.fillEntry(text)) {
        if (PATTERN.matcher(pattern).matches()) {
          patterns.add(pattern);
        } else {
          frame.bad(text, "pattern " + pattern + " is no file name pattern like *.pem");
        }
      }
    }
    return patterns;
  }

  private List<Resource> resources(RemotePath to, Frame frame) {
    String owner = account("owner", push.requiredText("owner"), frame);
    String group = account("group", push.text("group"), frame);
    List<Resource> resources = new ArrayList<>();
    directory(to, owner, group, frame).ifPresent(resources::add);
    if (counts(frame)) {
      files.forEach(file -> file.refuseMissing(frame));
    }
    Set<RemotePath> taken = new HashSet<>();
    for (PushEntry file : files) {
      file.resource(to, owner, group, items, frame)
          .filter(one -> fresh(one, taken, file, frame))
          .ifPresent(resources::add);
    }
    return resources;
  }

  private static boolean fresh(Resource one, Set<RemotePath> taken, PushEntry file, Frame frame) {
    boolean fresh = taken.add(one.path());
    if (!fresh) {
      frame.bad(file.place(), "file " + one.path() + " stands twice in one push");
    }
    return fresh;
  }

  private Optional<Resource> directory(RemotePath to, String owner, String group, Frame frame) {
    Mode mode =
        push.text("directoryMode")
            .flatMap(text -> PushEntry.mode(text, frame.problems()))
            .orElse(Mode.PUBLIC_DIRECTORY);
    return to.text().equals("~")
        ? Optional.empty()
        : Optional.of(new Resource.Directory(to, mode, owner, group));
  }

  private static String account(String key, Optional<Node.Scalar> source, Frame frame) {
    String name = frame.fill(source).orElse("");
    if (!name.isEmpty() && !name.matches(Words.ACCOUNT)) {
      source.ifPresent(text -> frame.bad(text, key + " " + name + " is no account name"));
    }
    return name;
  }
}
