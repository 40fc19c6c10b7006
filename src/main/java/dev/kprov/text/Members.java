package dev.kprov.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The members of a JSON object that kprov wrote itself. Whatever is missing or of another kind is
 * an {@link IllegalArgumentException}: such a file is damaged, and nobody is told how to write it.
 */
public record Members(Node.Mapping object) {

  public boolean has(String name) {
    return object.get(name).isPresent();
  }

  public String text(String name) {
    return text(value(name));
  }

  /** The text of a member that may be missing, but if it is there must be one. */
  public Optional<String> textIf(String name) {
    return object.get(name).map(Members::text);
  }

  public List<String> texts(String name) {
    return items(value(name)).stream().map(Members::text).toList();
  }

  public long number(String name) {
    return Long.parseLong(bare(value(name)));
  }

  public boolean truth(String name) {
    String word = bare(value(name));
    if (!word.equals("true") && !word.equals("false")) {
      throw new IllegalArgumentException(name);
    }
    return word.equals("true");
  }

  public Members object(String name) {
    return of(value(name));
  }

  public Optional<Members> objectIf(String name) {
    return object.get(name).map(Members::of);
  }

  public List<Members> objects(String name) {
    return items(value(name)).stream().map(Members::of).toList();
  }

  /**
   * What each name of an object stands for, in the order of the file.
   *
   * @param reader gets each member alone: none is looked for among all others
   */
  public <T> Map<String, T> each(BiFunction<Members, String, T> reader) {
    Map<String, T> all = new LinkedHashMap<>();
    for (Node.Entry entry : object.entries()) {
      Members alone = new Members(new Node.Mapping(object.place(), List.of(entry)));
      all.put(entry.key().text(), reader.apply(alone, entry.key().text()));
    }
    return Collections.unmodifiableMap(all);
  }

  private Node value(String name) {
    return object.get(name).orElseThrow(() -> new IllegalArgumentException(name));
  }

  private static Members of(Node node) {
    if (node instanceof Node.Mapping mapping) {
      return new Members(mapping);
    }
    throw new IllegalArgumentException("no object");
  }

  private static List<Node> items(Node node) {
    if (node instanceof Node.Sequence sequence) {
      return sequence.items();
    }
    throw new IllegalArgumentException("no list");
  }

  private static String text(Node node) {
    if (node instanceof Node.Scalar scalar && scalar.quoted()) {
      return scalar.text();
    }
    throw new IllegalArgumentException("no text");
  }

  private static String bare(Node node) {
    if (node instanceof Node.Scalar scalar && !scalar.quoted()) {
      return scalar.text();
    }
    throw new IllegalArgumentException("no number or truth value");
  }
}
