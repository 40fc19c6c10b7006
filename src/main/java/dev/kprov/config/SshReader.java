package dev.kprov.config;

import dev.kprov.base.Problems;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.SshQuery;
import dev.kprov.text.Node;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads how SSH reaches a host: the host's own keys first, then those for all hosts. */
final class SshReader {

  private final Fields all;
  private final LocalPaths paths;
  private final Problems problems;
  private final Words words;

  SshReader(Fields all, Path inventory, Operator operator, Problems problems) {
    this.all = all;
    this.paths = new LocalPaths(inventory, operator.home(), problems);
    this.problems = problems;
    this.words = new Words(problems);
  }

  SshDraft read(Fields own) {
    SshQuery.Source source =
        value(own, "config").flatMap(this::source).orElse(new SshQuery.Source.Usual());
    return new SshDraft(
        value(own, "host").flatMap(text -> words.address(text, "ssh host")),
        value(own, "port").flatMap(words::port),
        value(own, "user").flatMap(this::user),
        value(own, "identityFile").flatMap(this::path),
        value(own, "knownHosts").flatMap(this::path),
        value(own, "hostKey").flatMap(this::hostKey),
        value(own, "become").map(this::become).orElse(Become.NONE),
        jumps(own.has("jump") ? own : all, source),
        source);
  }

  /** Nothing where no jump hosts are said; none of them where {@code none} is said. */
  private Optional<List<SshQuery>> jumps(Fields fields, SshQuery.Source source) {
    List<Node.Scalar> texts = fields.texts("jump");
    if (texts.size() == 1 && texts.getFirst().text().equals("none")) {
      return Optional.of(List.of());
    }
    List<SshQuery> jumps = texts.stream().flatMap(text -> jump(text, source).stream()).toList();
    return jumps.isEmpty() ? Optional.empty() : Optional.of(jumps);
  }

  private Optional<SshQuery> jump(Node.Scalar text, SshQuery.Source source) {
    Optional<SshQuery> jump = SshQuery.jump(text.text(), source);
    if (jump.isEmpty()) {
      return words.bad(text.place(), "ssh jump " + text.text() + " is not [user@]host[:port]");
    }
    jump.get().port().ifPresent(port -> words.port(text.with(port.toString())));
    jump.get().user().ifPresent(user -> user(text.with(user)));
    return jump;
  }

  private Optional<Node.Scalar> value(Fields own, String key) {
    return own.has(key) ? own.text(key) : all.text(key);
  }

  private Optional<String> user(Node.Scalar text) {
    return text.text().matches(Words.ACCOUNT)
        ? Optional.of(text.text())
        : words.bad(text.place(), "ssh user " + text.text() + " is no login name");
  }

  private Optional<String> hostKey(Node.Scalar text) {
    if (text.text().matches("SHA256:[A-Za-z0-9+/]{43}")) {
      return Optional.of(text.text());
    }
    problems.add(
        text.place(),
        "host key " + text.text() + " is no SHA-256 fingerprint",
        "write SHA256: and 43 characters, as ssh-keygen -lf prints it");
    return Optional.empty();
  }

  private Optional<SshQuery.Source> source(Node.Scalar text) {
    return text.text().equals("none")
        ? Optional.of(new SshQuery.Source.Nothing())
        : path(text).map(SshQuery.Source.Named::new);
  }

  private Become become(Node.Scalar text) {
    return words
        .oneOf(text.place(), text.text(), "become", List.of(Become.values()), Become::word)
        .orElse(Become.NONE);
  }

  private Optional<Path> path(Node.Scalar text) {
    return paths.read(text.place(), text.text());
  }
}
