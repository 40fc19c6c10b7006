package dev.kprov.text;

import dev.kprov.base.Place;
import dev.kprov.base.Problem;
import dev.kprov.base.Problems;
import dev.kprov.base.RunFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A YAML file of lists whose items have names, as kubeconfigs are, to be changed in single items.
 * Every other line, comments too, stays as somebody wrote it. A layout in which that cannot be done
 * is refused, because what comes of each change is read again and compared.
 */
public final class NamedLists {

  private static final Pattern DASH = Pattern.compile("( *)- +\\S.*");
  private static final Pattern EMPTY_OR_COMMENT = Pattern.compile("\\s*(#.*)?");

  private final String file;
  private List<String> lines;
  private Node.Mapping tree;

  private NamedLists(String file, List<String> lines, Node.Mapping tree) {
    this.file = file;
    this.lines = lines;
    this.tree = tree;
  }

  /**
   * Reads a file.
   *
   * @param file its name, for messages
   * @throws RunFailure of kind {@code BAD_FILE} where it is no mapping in strict YAML
   */
  public static NamedLists read(byte[] text, String file) throws RunFailure {
    String all = new String(text, StandardCharsets.UTF_8);
    Problems problems = new Problems();
    Optional<Node> tree = Yaml.parse(text, file, problems);
    problems.throwIfAny();
    if (tree.isPresent() && tree.get() instanceof Node.Mapping mapping) {
      return new NamedLists(file, all.lines().toList(), mapping);
    }
    throw new RunFailure(RunFailure.Kind.BAD_FILE, file + " is not a mapping");
  }

  /** The item of a list that has a name. */
  public Optional<Node.Mapping> item(String list, String name) {
    return items(list).stream()
        .filter(item -> text(item, "name").equals(Optional.of(name)))
        .findFirst();
  }

  /** A text of the file's own, outside all lists; empty where it is absent or says nothing. */
  public Optional<String> text(String key) {
    return text(tree, key);
  }

  /** The text of a key. */
  public static Optional<String> text(Node.Mapping mapping, String key) {
    return mapping
        .get(key)
        .filter(Node.Scalar.class::isInstance)
        .map(node -> (Node.Scalar) node)
        .filter(scalar -> !scalar.absent() && !scalar.text().isEmpty())
        .map(Node.Scalar::text);
  }

  /**
   * Puts an item in the place of the one of the same name, or at the end of its list.
   *
   * @param item its lines, the first with the dash, not indented
   */
  public void put(String list, String name, List<String> item) throws RunFailure {
    List<Node.Mapping> before = items(list);
    int index = before.stream().map(one -> text(one, "name").orElse("")).toList().indexOf(name);
    List<String> changed = new ArrayList<>(lines);
    if (before.isEmpty()) {
      beginList(changed, list, item);
    } else {
      replace(changed, list, before, index, item);
    }
    accept(changed, list, name, after -> after.item(list, name).isPresent());
  }

  /** Sets a text of the file's own. */
  public void set(String key, String value) throws RunFailure {
    List<String> changed = new ArrayList<>(lines);
    String line = key + ": " + value;
    entry(key)
        .ifPresentOrElse(
            entry -> {
              changed.subList(start(entry), end(entry)).clear();
              changed.add(start(entry), line);
            },
            () -> changed.add(line));
    accept(changed, key, "", after -> after.entry(key).isPresent());
  }

  /** The text as it is now. */
  public byte[] text() {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private void beginList(List<String> changed, String list, List<String> item) {
    Optional<Node.Entry> entry = entry(list);
    int at = entry.map(this::start).orElse(changed.size());
    entry.ifPresent(old -> changed.subList(start(old), end(old)).clear());
    changed.addAll(at, item);
    changed.add(at, list + ":");
  }

  private void replace(
      List<String> changed, String list, List<Node.Mapping> items, int index, List<String> item)
      throws RunFailure {
    int last = items.size() - 1;
    int from = index < 0 ? endOfItem(list, items, last) : startOfItem(items, index);
    if (index >= 0) {
      changed.subList(from, endOfItem(list, items, index)).clear();
    }
    String indent = indent(startOfItem(items, 0));
    changed.addAll(from, item.stream().map(line -> indent + line).toList());
  }

  private String indent(int line) throws RunFailure {
    Matcher dash = DASH.matcher(lines.get(line));
    if (!dash.matches()) {
      throw unfit();
    }
    return dash.group(1);
  }

  /** What was read again must be what was read before, but for the one thing that was put. */
  private void accept(List<String> changed, String key, String name, Predicate<NamedLists> there)
      throws RunFailure {
    NamedLists after;
    try {
      after = read((String.join("\n", changed) + "\n").getBytes(StandardCharsets.UTF_8), file);
    } catch (RunFailure _) {
      throw unfit();
    }
    if (!there.test(after) || !rest(key, name).equals(after.rest(key, name))) {
      throw unfit();
    }
    lines = after.lines;
    tree = after.tree;
  }

  /** All but one thing, without places. */
  private List<Object> rest(String key, String name) {
    List<Object> rest = new ArrayList<>();
    for (Node.Entry entry : tree.entries()) {
      if (!entry.key().text().equals(key)) {
        rest.add(entry.key().text());
        rest.add(bare(entry.value()));
      }
    }
    for (Node.Mapping item : items(key)) {
      if (!text(item, "name").equals(Optional.of(name))) {
        rest.add(bare(item));
      }
    }
    return rest;
  }

  private static Object bare(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> List.of(scalar.text(), scalar.absent());
      case Node.Sequence sequence -> sequence.items().stream().map(NamedLists::bare).toList();
      case Node.Mapping mapping ->
          mapping.entries().stream()
              .map(entry -> List.of(entry.key().text(), bare(entry.value())))
              .toList();
    };
  }

  private RunFailure unfit() {
    return new RunFailure(
        RunFailure.Kind.BAD_FILE,
        List.of(
            Problem.of(
                file + " is laid out in a way that kprov cannot add to",
                "kubectl writes it anew when it sets anything: kubectl config --kubeconfig "
                    + file
                    + " set preferences.colors false")));
  }

  private List<Node.Mapping> items(String list) {
    return tree
        .get(list)
        .filter(Node.Sequence.class::isInstance)
        .map(node -> ((Node.Sequence) node).items())
        .orElse(List.of())
        .stream()
        .filter(Node.Mapping.class::isInstance)
        .map(Node.Mapping.class::cast)
        .toList();
  }

  private Optional<Node.Entry> entry(String key) {
    return tree.entries().stream().filter(entry -> entry.key().text().equals(key)).findFirst();
  }

  private int start(Node.Entry entry) {
    return index(entry.key().place());
  }

  /** The line after an entry, without the comments that stand before the next one. */
  private int end(Node.Entry entry) {
    int next = tree.entries().indexOf(entry) + 1;
    int end = next < tree.entries().size() ? start(tree.entries().get(next)) : lines.size();
    return withoutComments(start(entry), end);
  }

  private static int startOfItem(List<Node.Mapping> items, int index) {
    return index(items.get(index).place());
  }

  private int endOfItem(String list, List<Node.Mapping> items, int index) {
    int end =
        index + 1 < items.size() ? startOfItem(items, index + 1) : end(entry(list).orElseThrow());
    return withoutComments(startOfItem(items, index), end);
  }

  private int withoutComments(int start, int end) {
    int trimmed = end;
    while (trimmed > start + 1 && EMPTY_OR_COMMENT.matcher(lines.get(trimmed - 1)).matches()) {
      trimmed--;
    }
    return trimmed;
  }

  private static int index(Place place) {
    return place.line() - 1;
  }
}
