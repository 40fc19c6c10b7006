package dev.kprov.config;

import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import dev.kprov.base.RemotePath;
import dev.kprov.base.VersionRange;
import dev.kprov.inventory.Host;
import dev.kprov.text.Node;
import dev.kprov.text.Template;
import dev.kprov.text.Value;
import java.util.List;
import java.util.Optional;

/**
 * For whom templates are being filled in.
 *
 * @param scope the names that they may use
 * @param host the host that is meant, where it is one
 * @param sample whether that host is one that no inventory has, to try templates on
 * @param problems gets what is wrong
 */
record Frame(Value.Scope scope, Optional<Host> host, boolean sample, Problems problems) {

  /** The filled-in text; never empty, and without control characters. */
  Optional<String> fill(Node.Scalar source) {
    return Template.fill(source, scope, problems).filter(text -> sound(source, text));
  }

  Optional<String> fill(Optional<Node.Scalar> source) {
    return source.flatMap(this::fill);
  }

  /** The filled-in texts of a list; an entry that names a list becomes its items. */
  List<String> fill(List<Node.Scalar> sources) {
    return sources.stream().flatMap(source -> fillEntry(source).stream()).toList();
  }

  List<String> fillEntry(Node.Scalar source) {
    return Template.fillEntry(source, scope, problems).stream()
        .filter(text -> sound(source, text))
        .toList();
  }

  private boolean sound(Node.Scalar source, String text) {
    if (text.isEmpty()) {
      bad(source, "the text is empty");
    }
    boolean control = text.chars().anyMatch(Character::isISOControl);
    if (control) {
      bad(source, "the text has a control character");
    }
    return !text.isEmpty() && !control;
  }

  /** Adds a problem with a filled-in text, and names the host where each has another one. */
  <T> Optional<T> bad(Node.Scalar source, String message) {
    boolean varies = source.text().contains("{{");
    String whose = host.filter(h -> varies).map(h -> " (host " + h.name() + ")").orElse("");
    return bad(source.place(), message + whose);
  }

  /** Adds a problem that is the same for every host. */
  <T> Optional<T> bad(Place place, String message) {
    problems.add(place, message);
    return Optional.empty();
  }

  <T> Optional<T> bad(Place place, String message, String hint) {
    problems.add(place, message, hint);
    return Optional.empty();
  }

  /**
   * A filled-in path on a host.
   *
   * @param what is called so in messages
   */
  Optional<RemotePath> path(Node.Scalar source, String what) {
    return fill(source)
        .flatMap(path ->
            RemotePath.faultOf(path)
                .map(fault -> this.<RemotePath>bad(source, what + " " + path + " " + fault))
                .orElseGet(() -> Optional.of(new RemotePath(path))));
  }

  /**
   * The bounds of a version that a filled-in text names.
   *
   * @param what is called so in messages
   */
  Optional<VersionRange> versions(Node.Scalar source, String text, String what) {
    return VersionRange.parse(text)
        .or(() ->
            bad(
                source.place(),
                what + ": " + text + " bounds no version",
                "write \"< 1.29\", \">= 1.29\" or \">= 1.29, < 1.37\""));
  }

  Frame with(String name, Value value) {
    return new Frame(scope.with(name, value), host, sample, problems);
  }
}
