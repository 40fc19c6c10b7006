package dev.kprov.wire;

import dev.kprov.base.RemotePath;
import dev.kprov.state.Fact;
import dev.kprov.state.FileKind;
import dev.kprov.state.Owned;
import dev.kprov.state.Stat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the lines of a request. What they mean stands in the scripts, where they are read. */
final class RequestText {
  private final StringBuilder text = new StringBuilder();

  RequestText(String nonce) {
    line(nonce);
  }

  RequestText wanted(ProbeRequest request) {
    line(request.sshUser());
    List<String> paths = new ArrayList<>();
    request.paths().forEach((path, kind) -> paths.add(letter(kind) + " " + path));
    lines(paths);
    List<String> owned = new ArrayList<>();
    for (Owned one : request.owned()) {
      for (String pattern : one.patterns()) {
        owned.add(one.directory().text());
        owned.add(pattern);
      }
    }
    lines(owned);
    lines(request.grounds().stream().map(RemotePath::text).toList());
    lines(request.programs());
    List<String> large = new ArrayList<>();
    request
        .large()
        .forEach((path, size) -> large.add(size.map(Object::toString).orElse("-") + " " + path));
    lines(large);
    return this;
  }

  RequestText orders(ApplyRequest request, String home) {
    List<String> expected = new ArrayList<>();
    List<String> directories = new ArrayList<>();
    List<String> files = new ArrayList<>();
    for (ApplyRequest.MakeDirectory one : request.directories()) {
      RemotePath path = one.path().resolve(home);
      expected.add(pattern(one.expected()));
      expected.add(path.text());
      // Five digits: with four, chmod keeps the set-group-id bit of a directory.
      directories.add("0%s %s:%s".formatted(one.mode(), one.owner(), one.group()));
      directories.add(path.text());
    }
    for (ApplyRequest.Write one : request.files()) {
      RemotePath path = one.path().resolve(home);
      expected.add(pattern(one.expected()));
      expected.add(path.text());
      files.add(order(one));
      files.add(path.text());
    }
    List<String> removals = new ArrayList<>();
    for (ApplyRequest.Remove one : request.removals()) {
      RemotePath path = one.path().resolve(home);
      expected.add(pattern(one.expected()));
      expected.add(path.text());
      removals.add(path.text());
    }
    line(request.run());
    lines(expected);
    lines(directories);
    lines(files);
    lines(removals);
    return this;
  }

  byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String order(ApplyRequest.Write one) {
    return "%s %s %d %d %s:%s"
        .formatted(
            one.mode(),
            one.hash(),
            one.content().size(),
            one.joined() ? 1 : 0,
            one.owner(),
            one.group());
  }

  /** What may be read back of a file. */
  private static String letter(Optional<FileKind> kind) {
    return kind.map(some ->
            switch (some) {
              case CERTIFICATE -> "c";
              case KUBECONFIG -> "k";
              case PUBLIC_KEY -> "u";
              case PRIVATE_KEY, ENCRYPTION_CONFIG -> "-";
            })
        .orElse("-");
  }

  /** A shell pattern for the line that the host prints of a fact. No large file is hashed again. */
  static String pattern(Fact fact) {
    return switch (fact) {
      case Fact.Missing() -> "missing";
      case Fact.Unreadable() -> "unreadable";
      case Fact.RegularFile(Stat stat, var hash, String _) ->
          hash.filter(_ -> stat.size() <= ProbeRequest.MOST_HASHED)
                  .map(Object::toString)
                  .orElse("*")
              + " - "
              + identity(stat)
              + content(stat);
      case Fact.Directory(Stat stat, boolean _, boolean _, boolean _) ->
          "- * " + identity(stat) + " *";
      case Fact.Symlink(Stat stat) -> "- - " + identity(stat) + content(stat);
      case Fact.Special(Stat stat) -> "- - " + identity(stat) + content(stat);
    };
  }

  private static String identity(Stat stat) {
    return "%x %d %d %s"
        .formatted(stat.rawMode(), stat.uid(), stat.gid(), Long.toUnsignedString(stat.inode()));
  }

  private static String content(Stat stat) {
    return " %d %d *".formatted(stat.size(), stat.mtime());
  }

  private void lines(List<String> lines) {
    line(Integer.toString(lines.size()));
    lines.forEach(this::line);
  }

  private void line(String line) {
    if (line.isEmpty() || line.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("not a line of a request: " + line);
    }
    text.append(line).append('\n');
  }
}
