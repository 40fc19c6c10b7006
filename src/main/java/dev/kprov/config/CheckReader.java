package dev.kprov.config;

import dev.kprov.base.ByteSize;
import dev.kprov.base.RemotePath;
import dev.kprov.base.VersionRange;
import dev.kprov.pki.Lifetime;
import dev.kprov.playbook.Requirement;
import dev.kprov.text.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a step demands of hosts, and says what that is for one. */
final class CheckReader {

  private static final Pattern OS = Pattern.compile("([a-z0-9][a-z0-9._-]*)( +(.*))?");
  private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,4})([smh])");
  private static final String NAME = "[A-Za-z0-9._+][A-Za-z0-9._+-]*";
  private static final String COMMAND = NAME + "|(/" + NAME + ")+";
  private static final String COUNT = "[1-9][0-9]{0,11}";

  private final Fields check;

  CheckReader(Fields check) {
    this.check = check;
  }

  /** What is demanded of the host of a frame; what is always looked at comes first. */
  List<Requirement> requirements(Frame frame) {
    List<Requirement> all = new ArrayList<>();
    all.add(new Requirement.Architecture());
    all.add(new Requirement.Clock(clock(frame).orElse(Lifetime.BACKDATING)));
    os(frame).ifPresent(all::add);
    kernel(frame).ifPresent(all::add);
    commands(frame).ifPresent(all::add);
    for (Node.Entry entry : check.free("space").entries()) {
      space(entry, frame).ifPresent(all::add);
    }
    for (Node.Entry entry : check.free("inodes").entries()) {
      inodes(entry, frame).ifPresent(all::add);
    }
    return all;
  }

  private Optional<Duration> clock(Frame frame) {
    return check
        .text("clock")
        .flatMap(text -> frame.fill(text).flatMap(span -> clock(text, span, frame)));
  }

  private static Optional<Duration> clock(Node.Scalar text, String written, Frame frame) {
    Matcher span = SPAN.matcher(written);
    if (!span.matches()) {
      return frame.bad(
          text.place(), "clock " + written + " is no span of time", "write 30s, 5m or 1h");
    }
    long number = Long.parseLong(span.group(1));
    return Optional.of(
        switch (span.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofHours(number);
        });
  }

  private Optional<Requirement> os(Frame frame) {
    List<Requirement.Allowed> allowed = new ArrayList<>();
    for (Node.Scalar text : check.texts("os")) {
      for (String one : frame.fillEntry(text)) {
        allowed(text, one, frame).ifPresent(allowed::add);
      }
    }
    return allowed.isEmpty() ? Optional.empty() : Optional.of(new Requirement.Os(allowed));
  }

  private static Optional<Requirement.Allowed> allowed(
      Node.Scalar text, String written, Frame frame) {
    Matcher parts = OS.matcher(written);
    if (!parts.matches()) {
      return frame.bad(
          text.place(),
          "os " + written + " is no system",
          "write the ID of its /etc/os-release, and perhaps bounds: \"debian >= 12\"");
    }
    Optional<VersionRange> versions =
        Optional.ofNullable(parts.group(3)).flatMap(range -> frame.versions(text, range, "os"));
    return parts.group(3) != null && versions.isEmpty()
        ? Optional.empty()
        : Optional.of(new Requirement.Allowed(parts.group(1), versions));
  }

  private Optional<Requirement> kernel(Frame frame) {
    return check
        .text("kernel")
        .flatMap(text -> frame.fill(text).flatMap(range -> frame.versions(text, range, "kernel")))
        .map(Requirement.Kernel::new);
  }

  private Optional<Requirement> commands(Frame frame) {
    List<String> names = new ArrayList<>();
    for (Node.Scalar text : check.texts("commands")) {
      for (String name : frame.fillEntry(text)) {
        if (name.matches(COMMAND)) {
          names.add(name);
        } else {
          frame.bad(
              text.place(),
              "command " + name + " is no name of a program",
              "write its name or its absolute path");
        }
      }
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(new Requirement.Commands(names));
  }

  private Optional<Requirement> space(Node.Entry entry, Frame frame) {
    return demand(
        entry,
        "space",
        frame,
        (path, text, written) -> {
          Optional<ByteSize> size = ByteSize.parse(written);
          return size.isPresent()
              ? Optional.of(new Requirement.Space(path, size.get()))
              : frame.bad(
                  text.place(), "space " + written + " is no size", "write 500M, 10G or 1T");
        });
  }

  private Optional<Requirement> inodes(Node.Entry entry, Frame frame) {
    return demand(
        entry,
        "inodes",
        frame,
        (path, text, written) ->
            written.matches(COUNT)
                ? Optional.of(new Requirement.Inodes(path, Long.parseLong(written)))
                : frame.bad(text, "inodes must be a number, not " + written));
  }

  /** Makes a demand out of a path and the text beside it. */
  private interface Demand {
    Optional<Requirement> of(RemotePath path, Node.Scalar text, String written);
  }

  private static Optional<Requirement> demand(
      Node.Entry entry, String what, Frame frame, Demand demand) {
    if (!(entry.value() instanceof Node.Scalar text) || text.absent()) {
      return frame.bad(
          entry.value().place(),
          what + ": " + entry.key().text() + " must be a text, not " + entry.value().kind());
    }
    Optional<RemotePath> path = frame.path(entry.key(), "path");
    Optional<String> written = frame.fill(text);
    return path.flatMap(at -> written.flatMap(value -> demand.of(at, text, value)));
  }
}
